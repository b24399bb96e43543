import Glibc

/// How surprised a model is by texts: `exp` of the mean negative log-probability of their tokens
/// (natural logarithm). 1 is certainty; lower is better.
public struct Perplexity: Hashable, Sendable {
  public init() {}

  /// What figures are of, and what their logarithms are to.
  public var signature: String { "log:e|of:own-tokens" }

  /// Per segment the sum of its tokens' negative log-probabilities, and how many tokens there are.
  public func statistics(ofLogProbabilities segments: [[Double]]) -> SegmentStatistics {
    statistics(ofSums: segments.map { ($0.reduce(0, +), $0.count) })
  }

  /// The same of segments whose log-probabilities were added up before.
  ///
  /// - Parameter segments: of each its tokens' log-probabilities together, and how many tokens there are.
  public func statistics(
    ofSums segments: [(logProbability: Double, tokens: Int)]
  ) -> SegmentStatistics {
    var statistics = SegmentStatistics(width: 2)
    for segment in segments {
      statistics.append([-segment.logProbability, Double(segment.tokens)])
    }
    return statistics
  }

  /// The perplexity over all tokens; `nil` where there are none.
  public func value(of total: [Double]) -> Double? {
    total[1] > 0 ? exp(total[0] / total[1]) : nil
  }
}
