import Glibc

/// Counts numbers above 0 in bins that grow by 2 %: any quantile is found within 1 % of its value, however
/// many numbers there were (Masson, Rim and Lee, DDSketch, 2019).
struct QuantileSketch {
  private static let growth = 1.02
  /// From 10 microseconds to a day.
  private static let bounds = (low: 1e-5, high: 86_400.0)
  private static let bins = Int((log(bounds.high / bounds.low) / log(growth)).rounded(.up)) + 1

  private var counts: [Int32] = []
  private(set) var count = 0

  mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    if counts.isEmpty { counts = [Int32](repeating: 0, count: Self.bins) }
    let kept = min(max(value, Self.bounds.low), Self.bounds.high)
    let bin = Int(log(kept / Self.bounds.low) / log(Self.growth))
    counts[min(bin, Self.bins - 1)] += 1
    count += 1
  }

  mutating func merge(_ other: QuantileSketch) {
    guard other.count > 0 else { return }
    if counts.isEmpty { counts = [Int32](repeating: 0, count: Self.bins) }
    for bin in other.counts.indices { counts[bin] += other.counts[bin] }
    count += other.count
  }

  /// The value that a share of the numbers is at or below; `nil` where there are none.
  func quantile(_ share: Double) -> Double? {
    guard count > 0 else { return nil }
    let wanted = max(1, Int((share * Double(count)).rounded(.up)))
    var below = 0
    for bin in counts.indices {
      below += Int(counts[bin])
      if below >= wanted {
        // The middle of the bin, by ratio.
        return Self.bounds.low * pow(Self.growth, Double(bin) + 0.5)
      }
    }
    return nil
  }
}
