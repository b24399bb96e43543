import FoundationEssentials

extension Date {
  /// ISO 8601, UTC, to the millisecond: `2026-11-21T09:30:00.250Z`.
  var timestamp: String {
    formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
