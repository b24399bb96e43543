import Glibc

/// Some losses in short.
public struct LossSummary: Codable, Hashable, Sendable {
  /// How many losses.
  public var count: Int
  /// Their mean.
  public var mean: Double
  /// The sample's standard deviation; `nil` of one loss alone.
  public var deviation: Double?
  /// The lowest.
  public var least: Double
  /// The highest.
  public var most: Double

  /// `nil` of no losses.
  public init?(_ losses: [Double]) {
    guard let least = losses.min(), let most = losses.max() else { return nil }
    count = losses.count
    let mean = losses.reduce(0, +) / Double(losses.count)
    self.mean = mean
    self.least = least
    self.most = most
    guard losses.count > 1 else { return }
    let squares = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = sqrt(squares / Double(losses.count - 1))
  }
}
