import Glibc

/// How surprised a model is by texts: `exp` of the mean negative log-probability of their tokens
/// (natural logarithm). 1 is certainty; lower is better.
public struct Perplexity: Hashable, Sendable {
  public init() {}

  /// Per segment the sum of its tokens' negative log-probabilities, and how many tokens there are.
  public func statistics(ofLogProbabilities segments: [[Double]]) -> SegmentStatistics {
    var statistics = SegmentStatistics(width: 2)
    for segment in segments {
      statistics.append([segment.reduce(0) { $0 - $1 }, Double(segment.count)])
    }
    return statistics
  }

  /// The perplexity over all tokens; `nil` where there are none.
  public func value(of total: [Double]) -> Double? {
    total[1] > 0 ? exp(total[0] / total[1]) : nil
  }
}
