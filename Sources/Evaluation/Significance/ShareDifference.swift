/// How much a share rose or fell, with where the difference may lie: Newcombe's hybrid score interval, made
/// of both shares' Wilson intervals (Interval Estimation for the Difference Between Independent
/// Proportions, 1998, method 10).
public struct ShareDifference: Codable, Hashable, Sendable {
  /// The second share less the first, from -1 to 1.
  public let difference: Double
  /// The interval's lower end.
  public let low: Double
  /// The interval's upper end.
  public let high: Double

  public init(before: Proportion, after: Proportion, level: Double = 0.95) {
    let (one, other) = (after.wilson(level: level), before.wilson(level: level))
    let (p, q) = (after.share, before.share)
    func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    difference = p - q
    low = p - q - length(p - one.low, other.high - q)
    high = p - q + length(one.high - p, q - other.low)
  }
}
