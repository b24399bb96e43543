/// What can be wrong with an answer. A fault is had by asking for the model of its name, or by
/// ``StandIn/script(_:)`` for the next requests whatever their model.
public enum Fault: String, CaseIterable, Sendable {
  /// The next request is answered as it should be: a place in a script.
  case none
  case wrongKey = "fault-401"
  /// 401 with the whole key in its message.
  case wrongKeyEchoed = "fault-401-echo"
  case forbidden = "fault-403"
  case noSuchModel = "fault-404"
  case conflict = "fault-409"
  case unprocessable = "fault-422"
  /// 429 with `Retry-After: 1`.
  case rateLimit = "fault-429-rate"
  /// 429 with `retry-after-ms: 20`.
  case rateLimitShort = "fault-429-short"
  /// 429 `insufficient_quota`.
  case quota = "fault-429-quota"
  /// 429 `project_spend_limit_exceeded`.
  case spendLimit = "fault-429-spend"
  case serverError = "fault-500"
  /// 503 with `Retry-After: 1`.
  case overloaded = "fault-503"
  /// 503 that wants ten minutes.
  case overloadedLong = "fault-503-long"
  /// The connection is closed in the middle of the answer, streamed or not.
  case cut = "fault-cut"
  case hangUp = "fault-hang-up"
  /// No answer, ever.
  case silence = "fault-silence"
  case notJSON = "fault-not-json"
  /// 200 with a proxy's page.
  case page = "fault-html"
  /// 502 with a proxy's page.
  case pageBadGateway = "fault-html-502"
  /// 307 to the same server under another host's name.
  case redirect = "fault-redirect"
  case refusal = "fault-refusal"
  case filter = "fault-filter"
  case truncated = "fault-truncated"
  /// An answer that is not the asked-for JSON, though whole.
  case wrongShape = "fault-wrong-shape"
  /// One choice whatever `n` says.
  case oneChoice = "fault-one-choice"
  /// An answer of no choices at all.
  case noChoices = "fault-no-choices"
  /// An error event in the middle of a stream.
  case streamError = "fault-stream-error"
  /// A stream in pieces of 3 bytes, with comments and lines ended by CR LF.
  case tornStream = "torn-stream"
  /// An answer without `usage`.
  case noUsage = "no-usage"
  /// A chat's `usage` of more tokens than a number of the language can be added to.
  case absurdUsage = "absurd-usage"
  /// A chat without `logprobs`, though they are asked for.
  case noLogProbabilities = "no-logprobs"
  /// A chat whose first token is not among those that the server knows the probability of.
  case unlikelyToken = "unlikely-token"
  /// A chat's `usage` of less than nothing.
  case negativeUsage = "negative-usage"
}
