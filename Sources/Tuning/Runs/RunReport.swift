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

  /// Whether starting it can change anything: where it failed for good, only another program of its
  /// trainer can.
  ///
  /// - Parameter program: the digest of the program that would be started.
  func canGoOn(with program: String) -> Bool {
    if state.canGoOn { return true }
    guard case .failed = state, let last = record?.attempts.last else { return false }
    return last.program != program
  }

  /// Seconds that its trainer ran, in all attempts.
  public func seconds(now: Date) -> Double {
    var end = log.lastMoment
    if state.isUnderWay { end = now }
    return record?.seconds(upTo: end) ?? 0
  }
}
