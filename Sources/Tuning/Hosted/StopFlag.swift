import Synchronization

/// Whether somebody wants an end: a job is ended at its server by requests, which a cancelled task
/// could not send any more.
final class StopFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}
