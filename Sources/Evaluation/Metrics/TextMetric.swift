/// A measure of texts against what they should have been. It counts per segment, and makes its figure of
/// the sums.
public protocol TextMetric: Sendable {
  /// The metric's name in the field.
  var name: String { get }
  /// Whether a higher figure is better; TER and perplexity are better when lower.
  var isHigherBetter: Bool { get }

  /// The settings, as sacrebleu writes them; the version is that of the program whose definitions are
  /// followed.
  ///
  /// - Parameter references: how many references each segment has; `nil` where the number varies.
  func signature(references: Int?) -> String

  /// Counts each pair's statistics.
  ///
  /// - Throws: ``EvaluationError`` where a pair has no reference.
  func statistics(of pairs: [TextPair]) throws(EvaluationError) -> SegmentStatistics

  /// The figure that summed statistics give.
  func value(of total: [Double]) -> Double

  /// What the figure is made of, for people.
  func detail(of total: [Double]) -> String
}

extension TextMetric {
  public var isHigherBetter: Bool { true }

  public func detail(of total: [Double]) -> String { "" }

  /// The figure of a whole set of pairs.
  ///
  /// - Throws: ``EvaluationError`` where there are no pairs, or one has no reference.
  public func score(of pairs: [TextPair]) throws(EvaluationError) -> MetricScore {
    guard !pairs.isEmpty else { throw EvaluationError.nothingToScore }
    return score(try statistics(of: pairs), of: pairs)
  }

  /// The figure of pairs whose statistics were counted before.
  public func score(_ statistics: SegmentStatistics, of pairs: [TextPair]) -> MetricScore {
    let total = statistics.total()
    let counts = Set(pairs.map(\.references.count))
    return MetricScore(
      name: name, value: value(of: total),
      signature: signature(references: counts.count == 1 ? counts.first : nil),
      detail: detail(of: total))
  }

  /// Each segment's own figure.
  public func values(of statistics: SegmentStatistics) -> [Double] {
    (0..<statistics.count).map { value(of: Array(statistics[$0])) }
  }

  /// Checks that there is something to compare each text with.
  func requireReferences(_ pairs: [TextPair]) throws(EvaluationError) {
    for (index, pair) in pairs.enumerated() where pair.references.isEmpty {
      throw EvaluationError.noReference(pair: index + 1)
    }
  }

  /// `nrefs:1`, or `nrefs:var`.
  func counted(_ references: Int?) -> String { "nrefs:\(references.map(String.init) ?? "var")" }
}
