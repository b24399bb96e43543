/// When a request is asked again, and after how long: the rule of OpenAI's official clients, with a
/// hard stop on a quota that is used up.
struct RetryRule: Sendable {
  static let retries = 2
  private static let longestWait = 120.0

  /// Codes that asking again does not help.
  private static let exhausted: Set<String> = [
    "insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded", "organization_usage_limit_exceeded",
  ]

  static func isExhausted(_ code: String?) -> Bool { code.map(exhausted.contains) ?? false }

  /// The seconds to wait before asking again; `nil` where it is not asked again.
  ///
  /// - Parameters:
  ///   - status: the HTTP status; `nil` where the connection failed.
  ///   - header: a response header's first value, by lower-case name.
  ///   - jitter: 0 to 1.
  static func wait(
    attempt: Int, status: Int?, code: String?, header: (String) -> String?, jitter: Double
  ) -> Double? {
    guard attempt < retries, !isExhausted(code) else { return nil }
    switch header("x-should-retry") {
    case "false": return nil
    case "true": break
    default:
      if let status, ![408, 409, 429].contains(status), status < 500 { return nil }
    }
    let asked =
      header("retry-after-ms").flatMap(Double.init).map { $0 / 1000 }
      ?? header("retry-after").flatMap(Double.init)
    if let asked {
      if asked > longestWait { return nil }
      if asked > 0 { return asked }
    }
    var exponential = 0.5
    for _ in 0..<attempt { exponential *= 2 }
    return min(exponential, 8) * (1 - 0.25 * jitter)
  }
}
