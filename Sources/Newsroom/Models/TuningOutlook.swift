public import Core
public import Tuning

/// A plan's runs as they are, and what the rest of them will take.
public struct TuningOutlook: Encodable, Sendable {
  /// The model's name.
  public var model: String
  /// One row for each run of the plan.
  public var table: RunTable
  /// How many of the runs have no model yet.
  public var left: Int
  /// Of those.
  public var estimate: RunEstimate
  /// What is to be known of the plan.
  public var findings: [Finding]
}
