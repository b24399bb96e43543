/// Counts of values up to certain bounds, as Prometheus has them.
struct Histogram {
  /// In seconds.
  static let bounds = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300,
  ]

  /// How many were at most each bound, and above the one before.
  private(set) var counts = Array(repeating: 0, count: bounds.count)
  private(set) var sum = 0.0
  private(set) var count = 0

  mutating func add(_ value: Double) {
    sum += value
    count += 1
    if let place = Self.bounds.firstIndex(where: { value <= $0 }) { counts[place] += 1 }
  }
}
