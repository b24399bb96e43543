public import Core

/// What the calls of a window came to: figures a model and a day, and what moved.
public struct TrafficReport: Sendable {
  /// A model's figures.
  public struct Row: Sendable {
    /// Who answered.
    public var served: ServedModel
    /// Over all days.
    public var total: TrafficFigures
    /// By day, where there were calls.
    public var days: [UTCDay: TrafficFigures]
  }

  /// From the first day with calls to the last, none left out.
  public let days: [UTCDay]
  /// By alias, arm and model.
  public let rows: [Row]
  /// A line a day and alias that has enough conversations, in their order.
  public let drifts: [TrafficDrift]
  /// Every comparison of shares that was made.
  public let changes: [ShareChange]
  /// What moved, the earliest first.
  public let alarms: [TrafficAlarm]
  /// How many comparisons were made: what every chance is adjusted for.
  public let looks: Int
  /// The chance of any alarm in quiet traffic: what was asked for.
  public let falseAlarms: Double
  /// What later days are held against, in words.
  public let baseline: String
  /// What is wrong with the records.
  public let findings: [Finding]

  init(_ watch: TrafficWatch, findings: [Finding]) {
    let judge = TrafficJudge(watch)
    days = judge.days
    rows = judge.rows
    drifts = judge.drifts
    changes = judge.changes
    alarms = judge.alarms
    looks = judge.looks
    falseAlarms = watch.settings.falseAlarms
    baseline = judge.baselineWords
    self.findings =
      findings + [Finding].ofFeedback(unmatched: watch.unmatched, ambiguous: watch.ambiguous)
  }

  /// The alarms as findings, for a command that lists them.
  public var alarmFindings: [Finding] {
    alarms.map {
      MonitoringRule.trafficAlarm.finding(at: nil, $0.message, remedy: $0.remedy)
    }
  }
}

extension [Finding] {
  /// What of the feedback could be put to no call.
  static func ofFeedback(unmatched: Int, ambiguous: Int) -> [Finding] {
    var findings: [Finding] = []
    if unmatched > 0 {
      findings.append(
        MonitoringRule.feedbackUnmatched.finding(
          at: nil, "feedback names \(unmatched) answers that no call of these days gave",
          remedy: "Look at more days, where they may be; else nothing needs doing."))
    }
    if ambiguous > 0 {
      findings.append(
        MonitoringRule.feedbackAmbiguous.finding(
          at: nil, "feedback names \(ambiguous) answers by an id that more than one call has",
          remedy: "Have the client name the call instead: the answer's header x-colophon-call."))
    }
    return findings
  }
}
