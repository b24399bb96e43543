public import Core
public import Monitoring

/// What a harvest took into a piece's next dataset.
public struct HarvestOutcome: Encodable, Sendable {
  /// The piece, and what was taken and left out.
  public var piece: PieceID
  /// What was taken and left out.
  public var report: HarvestReport
  /// The files that were written.
  public var files: [String]
  /// Calls that the harvest before took something of and this one did not, by their ids: consent was taken
  /// back, the window is shorter, or the gateway's files are no longer there.
  public var dropped: [String]
  /// What is wrong with records, and with the harvest.
  public var findings: [Finding]
}
