/// How much of an answer its passage has to say.
public struct GroundingBounds: Hashable, Sendable {
  /// The least share of a sentence's content words that stand in the passage.
  public var words: Double
  /// The least share of an answer's runs of two words that stand in the passage.
  public var runs: Double

  public init(words: Double = 0.75, runs: Double = 0.3) {
    self.words = words
    self.runs = runs
  }
}
