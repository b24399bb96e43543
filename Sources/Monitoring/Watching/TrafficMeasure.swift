/// What is watched for a change.
public enum TrafficMeasure: String, CaseIterable, Codable, Hashable, Sendable {
  /// How long conversations' first questions are.
  case length
  /// What conversations' first questions are about.
  case topic
  /// Calls that failed.
  case failures
  /// Answers that refuse.
  case refusals
  /// Answers that were rated bad.
  case thumbsDown = "thumbs-down"
}
