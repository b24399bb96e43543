public import Core

/// What is found where a server tunes. Each rule is the name of a finding.
public enum HostedTuningRule: String, CaseIterable, Sendable {
  /// There are fewer examples than servers take.
  case tooFewExamples = "hosted-too-few-examples"
  /// A line is no example of the plan's method.
  case exampleWrong = "hosted-example-wrong"
  /// The plan says something that a server does as it likes.
  case keyUnused = "hosted-key-unused"
  /// The plan has a ceiling in dollars, which hours at a server do not tell.
  case ceilingInDollars = "hosted-ceiling-in-dollars"
  /// The server does not answer.
  case serverSilent = "hosted-server-silent"
  /// The job waits for somebody's word.
  case jobPaused = "hosted-job-paused"
  /// A job is at work, and the plan's trainer is no server's any more.
  case jobLeft = "hosted-job-left"
  /// A job that was made for an equal run elsewhere is followed no more, and goes on.
  case jobOfAnother = "hosted-job-of-another"
  /// An event or a checkpoint has no figures that can be used.
  case figuresWrong = "hosted-figures-wrong"
  /// The file of the steps' figures cannot be read, or not all of it.
  case resultsWrong = "hosted-results-wrong"

  /// How much it matters.
  public var severity: Finding.Severity {
    switch self {
    case .tooFewExamples, .exampleWrong, .ceilingInDollars: .error
    case .keyUnused, .serverSilent, .jobLeft, .jobOfAnother, .figuresWrong, .resultsWrong: .warning
    case .jobPaused: .note
    }
  }

  /// A finding of this rule.
  func finding(at place: SourcePlace?, _ message: String, remedy: String) -> Finding {
    Finding(
      rule: rawValue, severity: severity, place: place, message: message, remedy: remedy)
  }
}
