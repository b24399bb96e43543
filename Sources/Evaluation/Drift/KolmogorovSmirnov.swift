import Glibc

/// Whether two samples of whole numbers, such as the lengths of texts, come from one distribution: the
/// two-sample Kolmogorov-Smirnov test (Smirnov, Table for Estimating the Goodness of Fit of Empirical
/// Distributions, 1948).
public struct KolmogorovSmirnov: Codable, Hashable, Sendable {
  /// The greatest distance between the two cumulative shares, from 0 to 1.
  public let statistic: Double
  /// How often samples of one distribution are so far apart: Kolmogorov's limit for large samples, with
  /// as many pairs as `m n / (m + n)`. Where values stand more than once it is too great, never too
  /// small: the test is then the more careful one.
  public let pValue: Double

  /// - Parameters:
  ///   - one: how often each value stands in the one sample.
  ///   - other: the same of the other.
  /// - Returns: `nil` where a sample is empty.
  public init?(_ one: [Int: Int], _ other: [Int: Int]) {
    let sizes = (one.values.reduce(0, +), other.values.reduce(0, +))
    guard sizes.0 > 0, sizes.1 > 0 else { return nil }
    let (m, n) = (Double(sizes.0), Double(sizes.1))
    var (below, otherBelow, most) = (0, 0, 0.0)
    for value in Set(one.keys).union(other.keys).sorted() {
      below += one[value] ?? 0
      otherBelow += other[value] ?? 0
      most = max(most, abs(Double(below) / m - Double(otherBelow) / n))
    }
    statistic = most
    pValue = Self.share(above: most * (m * n / (m + n)).squareRoot())
  }

  /// The share of Kolmogorov's distribution above a value: the series for large values, and its theta
  /// transform for small ones, where the first converges slowly.
  static func share(above value: Double) -> Double {
    guard value > 0 else { return 1 }
    if value < 1.18 {
      let base = exp(-Double.pi * Double.pi / (8 * value * value))
      var sum = 0.0
      for odd in stride(from: 1, to: 12, by: 2) { sum += pow(base, Double(odd * odd)) }
      return min(1, max(0, 1 - (2 * Double.pi).squareRoot() / value * sum))
    }
    let base = exp(-2 * value * value)
    var sum = 0.0
    for term in 1...6 {
      let part = pow(base, Double(term * term))
      sum += term % 2 == 1 ? part : -part
    }
    return min(1, max(0, 2 * sum))
  }
}
