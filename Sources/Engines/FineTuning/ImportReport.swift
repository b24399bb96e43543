public import Core

/// What an import brought.
public struct ImportReport: Codable, Hashable, Sendable {
  /// How many of one kind.
  public struct Count: Codable, Hashable, Sendable {
    /// That the source has.
    public var found = 0
    /// That were not there before.
    public var added = 0
    /// That were there, and are newer now.
    public var updated = 0

    /// Counts one more.
    mutating func add(_ change: ImportedFolder.Change) {
      found += 1
      switch change {
      case .added: added += 1
      case .updated: updated += 1
      case .unchanged: break
      }
    }
  }

  /// Fine-tuning jobs.
  public var jobs = Count()
  /// What servers said of them.
  public var events = Count()
  /// Their checkpoints, with metrics.
  public var checkpoints = Count()
  /// Fine-tune files and results.
  public var files = Count()
  /// Definitions of evaluations.
  public var evals = Count()
  /// What could not be taken over, and why.
  public var findings: [Finding] = []
}
