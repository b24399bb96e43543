public import Core

/// Something new about a run.
public enum RunNews: Hashable, Sendable {
  case event(TrainerEvent)
  case finding(Finding)
  /// What became of it; the last news of a run that has ended.
  case state(RunState)
}
