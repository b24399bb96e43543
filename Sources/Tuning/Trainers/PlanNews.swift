public import Core

/// Something new about a plan that is being run.
public enum PlanNews: Hashable, Sendable {
  /// A run's trainer is started; `isResumed` where it was started before.
  case started(RunID, isResumed: Bool)
  /// A run's trainer lives that an earlier Colophon started, and is followed.
  case attached(RunID)
  /// Something new about a run.
  case run(RunID, RunNews)
  /// Something about the plan as a whole.
  case finding(Finding)
}
