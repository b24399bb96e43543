/// What a metric says of a set of pairs.
public struct MetricScore: Codable, Hashable, Sendable {
  /// The metric's name in the field: `BLEU`, `chrF2++`, `rougeL`.
  public var name: String
  /// The figure, on the metric's own scale: 0 to 100 for BLEU, chrF and TER, 0 to 1 for the others,
  /// from 1 upwards for perplexity.
  public var value: Double
  /// The settings it was made with, as sacrebleu writes them: figures with different signatures do not
  /// compare.
  public var signature: String
  /// What the figure is made of, for people; empty where there is nothing more to say.
  public var detail: String

  public init(name: String, value: Double, signature: String, detail: String = "") {
    self.name = name
    self.value = value
    self.signature = signature
    self.detail = detail
  }
}
