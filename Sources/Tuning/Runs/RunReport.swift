public import FoundationEssentials

/// All that is known of a run at a moment.
public struct RunReport: Sendable {
  /// Where its files are.
  public let folder: RunFolder
  /// `nil` where its trainer was never started.
  public let record: RunRecord?
  /// What its trainer has said.
  public let log: RunLog
  /// What has become of it.
  public let state: RunState

  /// Seconds that its trainer ran, in all attempts.
  public func seconds(now: Date) -> Double {
    var end = log.lastMoment
    if state.isUnderWay { end = now }
    return record?.seconds(upTo: end) ?? 0
  }
}
