import FoundationEssentials

/// When a request is asked again, and after how long: the rule of OpenAI's official clients, with a
/// hard stop on a quota that is used up.
enum RetryRule {
  /// How often a request is asked again at the most.
  static let retries = 2
  /// A server that wants a longer wait, in seconds, is not waited for.
  private static let longestWait = 120.0

  /// Codes that asking again does not help.
  private static let exhausted: Set<String> = [
    "insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded", "organization_usage_limit_exceeded",
  ]

  static func isExhausted(_ code: String) -> Bool { exhausted.contains(code) }

  /// How long to wait before asking again.
  ///
  /// - Parameters:
  ///   - attempt: how often it was asked again before.
  ///   - failure: what came back.
  ///   - now: the time that a date in `Retry-After` is counted from.
  ///   - jitter: 0 to 1.
  /// - Returns: seconds; `nil` where it is not asked again.
  static func wait(attempt: Int, after failure: Failure, now: Date, jitter: Double) -> Double? {
    guard attempt < retries, !failure.codes.contains(where: isExhausted) else { return nil }
    switch failure.header("x-should-retry") {
    case "false": return nil
    case "true": break
    default:
      if let status = failure.status, ![408, 409, 429].contains(status), status < 500 {
        return nil
      }
    }
    if let asked = askedWait(failure, now: now) {
      if asked > longestWait { return nil }
      if asked > 0 { return asked }
    }
    let doubled = Double(1 << attempt)
    return min(0.5 * doubled, 8) * (1 - 0.25 * jitter)
  }

  /// What came back instead of an answer.
  struct Failure {
    /// The HTTP status; `nil` where the connection failed.
    var status: Int?
    /// The error's code and type, as far as the server says.
    var codes: [String]
    /// A response header's first value.
    var header: (_ name: String) -> String?
  }

  /// The wait that the server asks for, in seconds: `retry-after-ms`, or `Retry-After` as seconds or
  /// as a date (RFC 9110, section 10.2.3).
  private static func askedWait(_ failure: Failure, now: Date) -> Double? {
    if let milliseconds = failure.header("retry-after-ms").flatMap(Double.init) {
      return milliseconds / 1000
    }
    guard let text = failure.header("retry-after") else { return nil }
    if let seconds = Double(text) { return seconds }
    return HTTPDate(text)?.date.timeIntervalSince(now)
  }
}
