/// Whether two systems differ by more than chance.
public struct SystemComparison: Codable, Hashable, Sendable {
  /// How it was found.
  public enum Test: String, Codable, Hashable, Sendable {
    case pairedBootstrap = "paired-bootstrap"
    /// ``McNemarTest``; the interval is the bootstrap's all the same.
    case mcNemar = "mcnemar"
  }

  /// The candidate's figure less the baseline's.
  public var difference: Double
  /// How likely a difference as large is where there is none.
  public var pValue: Double
  /// Where the difference lies.
  public var interval: ConfidenceInterval?
  /// How it was found.
  public var test: Test
  /// How many resamples were made.
  public var trials: Int
  /// What decided them.
  public var seed: UInt64
}
