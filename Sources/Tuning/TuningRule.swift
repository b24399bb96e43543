public import Core

/// What a plan, or what a trainer says of a run, is held against. Each rule is the name of a finding.
public enum TuningRule: String, CaseIterable, Sendable {
  /// The plan is malformed YAML, or has a key that plans do not have.
  case planUnreadable = "tuning-plan-unreadable"
  /// A part of the plan has a key that it does not have.
  case keyUnknown = "tuning-key-unknown"
  /// Something that the plan must say is not there.
  case keyMissing = "tuning-key-missing"
  /// A value is not what its key takes.
  case valueWrong = "tuning-value-wrong"
  /// A range has no numbers, fewer than its steps, or none that a grid could try.
  case rangeWrong = "tuning-range-wrong"
  /// A value or a seed stands twice.
  case valueRepeated = "tuning-value-repeated"
  /// A hyperparameter makes no difference to this method or adaptation.
  case hyperparameterUnused = "tuning-hyperparameter-unused"
  /// The plan has more runs than ``TuningPlan/mostRuns``.
  case tooManyRuns = "tuning-too-many-runs"
  /// A random search asks for more combinations than there are.
  case searchSmall = "tuning-search-small"
  /// A ceiling in dollars has no price of an hour.
  case ceilingWithoutPrice = "tuning-ceiling-without-price"
  /// The plan shares a run's steps among processes, and its trainer cannot.
  case processesRefused = "tuning-processes-refused"
  /// What the plan asks of a cluster does not go together.
  case clusterMismatch = "tuning-cluster-mismatch"
  /// The cluster does not answer; it is asked again.
  case clusterSilent = "tuning-cluster-silent"
  /// The plan has no cluster any more, and jobs on one are not known to have ended.
  case clusterJobsLeft = "tuning-cluster-jobs-left"
  /// A line of a trainer's is no event.
  case eventMalformed = "tuning-event-malformed"
  /// A line of a trainer's is longer than ``EventReader/longestLine``.
  case eventTooLong = "tuning-event-too-long"
  /// A trainer says what this Colophon does not know.
  case eventUnknown = "tuning-event-unknown"
  /// A trainer's events became fewer while it was followed.
  case eventsRewritten = "tuning-events-rewritten"
  /// A trainer ended and left processes behind.
  case processesLeft = "tuning-processes-left"
  /// A trainer was at work on a run that the plan has no more.
  case runNotInPlan = "tuning-run-not-in-plan"
  /// Another copy of the desk began a run, and it is not known to have ended.
  case runElsewhere = "tuning-run-elsewhere"

  /// How much it matters.
  public var severity: Finding.Severity {
    switch self {
    case .planUnreadable, .keyUnknown, .keyMissing, .valueWrong, .rangeWrong, .valueRepeated,
      .hyperparameterUnused, .tooManyRuns, .ceilingWithoutPrice, .processesRefused,
      .clusterMismatch:
      .error
    case .searchSmall, .clusterSilent, .clusterJobsLeft, .eventMalformed, .eventTooLong,
      .eventsRewritten, .processesLeft, .runNotInPlan, .runElsewhere:
      .warning
    case .eventUnknown: .note
    }
  }

  /// A finding of this rule.
  func finding(at place: SourcePlace?, _ message: String, remedy: String) -> Finding {
    Finding(
      rule: rawValue, severity: severity, place: place, message: message, remedy: remedy)
  }
}
