/// Where a figure lies, with so much confidence.
public struct ConfidenceInterval: Codable, Hashable, Sendable {
  /// How it was made.
  public enum Method: String, Codable, Hashable, Sendable {
    /// The quantiles of resampled figures.
    case percentile
    /// The same, corrected for bias and skew (Efron, Better Bootstrap Confidence Intervals, 1987).
    case bca
    /// Wilson's score interval of a proportion (1927).
    case wilson
    /// Clopper and Pearson's exact interval of a proportion (1934).
    case exact
  }

  /// Its lower end.
  public var low: Double
  /// Its upper end.
  public var high: Double
  /// The confidence, such as 0.95.
  public var level: Double
  /// How it was made.
  public var method: Method

  public init(low: Double, high: Double, level: Double, method: Method) {
    self.low = low
    self.high = high
    self.level = level
    self.method = method
  }
}
