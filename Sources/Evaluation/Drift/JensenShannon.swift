import Glibc

/// How unlike two distributions are: the Jensen-Shannon divergence (Lin, Divergence Measures Based on the
/// Shannon Entropy, 1991) to the base of 2, from 0 for equal ones to 1 for those that share nothing.
public enum JensenShannon {
  /// The divergence of counts of the same things, in the same order.
  ///
  /// - Returns: `nil` where there are not as many of one as of the other, or nothing is counted.
  public static func divergence(_ one: [Int], _ other: [Int]) -> Double? {
    let sums = (one.reduce(0, +), other.reduce(0, +))
    guard one.count == other.count, sums.0 > 0, sums.1 > 0 else { return nil }
    let factors = (1 / Double(sums.0), 1 / Double(sums.1))
    var total = 0.0
    for place in one.indices {
      total += part(Double(one[place]) * factors.0, Double(other[place]) * factors.1)
    }
    return min(1, max(0, total))
  }

  /// What one thing adds to the divergence.
  static func part(_ p: Double, _ q: Double) -> Double {
    let middle = (p + q) / 2
    return ((p > 0 ? p * log2(p / middle) : 0) + (q > 0 ? q * log2(q / middle) : 0)) / 2
  }
}
