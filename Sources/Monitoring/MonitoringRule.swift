public import Core

/// What a gateway's records, and what is made of them, are held against. Each rule is the name of a
/// finding.
public enum MonitoringRule: String, CaseIterable, Sendable {
  /// A line of a gateway's file is no record.
  case recordDamaged = "gateway-record-damaged"
  /// A crash cut off a line.
  case recordHalf = "gateway-record-half"
  /// A line is longer than any record.
  case recordTooLong = "gateway-record-too-long"
  /// Feedback names an answer that no record has, or another client's.
  case feedbackUnmatched = "gateway-feedback-unmatched"
  /// Feedback names an answer by an id that more than one call has.
  case feedbackAmbiguous = "gateway-feedback-ambiguous"
  /// A figure of the gateway's calls moved.
  case trafficAlarm = "gateway-traffic-alarm"
  /// Nothing is known of the frozen test split.
  case harvestUnguarded = "harvest-without-test-split"
  /// A harvested file is not what was harvested.
  case harvestChanged = "harvest-changed"

  /// How much it matters.
  public var severity: Finding.Severity {
    switch self {
    case .harvestChanged: .error
    case .recordDamaged, .recordTooLong, .feedbackAmbiguous, .trafficAlarm, .harvestUnguarded:
      .warning
    case .recordHalf, .feedbackUnmatched: .note
    }
  }

  /// A finding of this rule.
  func finding(at place: SourcePlace?, _ message: String, remedy: String) -> Finding {
    Finding(
      rule: rawValue, severity: severity, place: place, message: message, remedy: remedy)
  }
}
