import Core
import Formats
import FoundationEssentials

/// Joins the lines of a batch's files to its requests.
struct BatchJoin {
  private let requests: [BatchRequest]
  private let job: BatchJob
  private let engine: OpenAIEngine
  /// The place of each request, by its `custom_id`.
  private let places: [String: Int]
  /// How far each request is, in their order.
  private var states: [State]
  /// What belongs to no request, or to one that has its answer.
  private(set) var faults: [BatchJob.Fault] = []

  private enum State {
    case open, failed, answered
  }

  /// What an answered line is told by.
  private static let success = 200..<300

  init(_ job: BatchJob, _ requests: [BatchRequest], _ engine: OpenAIEngine) {
    self.job = job
    self.requests = requests
    self.engine = engine
    places = Dictionary(
      requests.enumerated().map { ($0.element.customID, $0.offset) }, uniquingKeysWith: { $1 })
    states = Array(repeating: .open, count: requests.count)
  }

  /// The attempt that a line of a file stands for; `nil` where it is nobody's, or repeats an answer.
  mutating func take(_ bytes: [UInt8], number: Int, of file: String) throws(EngineError)
    -> CallAttempt?
  {
    guard let line = BatchOutputLine(bytes) else {
      note("unreadable_line", "line \(number) of \(file) cannot be read", number)
      return nil
    }
    guard let place = places[line.customID] else {
      let name = engine.settings.printable(line.customID)
      let what = "line \(number) of \(file) answers '\(name)', which was not asked"
      note("unknown_custom_id", what, number)
      return nil
    }
    let attempt = try attempt(at: place, line)
    switch (states[place], attempt.fault == nil) {
    case (.open, let isAnswered): states[place] = isAnswered ? .answered : .failed
    // An answer that was paid for is kept, even behind an error.
    case (.failed, true): states[place] = .answered
    case (.failed, false), (.answered, _):
      let name = requests[place].customID
      note("duplicate_custom_id", "line \(number) of \(file) answers '\(name)' again", number)
      return nil
    }
    return attempt.record
  }

  /// The places of the requests that no line answered.
  var missing: [Int] {
    states.indices.filter { states[$0] == .open }
  }

  /// What is known of a request that no line answered.
  func unanswered(at place: Int) throws(EngineError) -> CallAttempt {
    var attempt = Attempt(record: try record(at: place))
    let error: EngineError
    let code: String
    switch job.status {
    case .failed:
      let fault = job.faults.first { $0.line == place + 1 } ?? job.faults.first
      code = fault?.code ?? "batch_failed"
      error = EngineError(
        .refused,
        "the batch \(job.id) was refused: \(fault.map { "\($0.code): \($0.message)" } ?? "no reason")",
        remedy: "Correct what it names, then hand the batch in again.")
    case .expired:
      code = "batch_expired"
      error = EngineError(
        .unanswered, "the batch \(job.id) expired before it came to this request",
        remedy: "Hand in what is left in a new batch.")
    case .cancelled:
      code = "batch_cancelled"
      error = EngineError(
        .cancelled, "the batch \(job.id) was cancelled before it came to this request",
        remedy: "Hand in what is left in a new batch.")
    default:
      code = "missing_line"
      error = EngineError(
        .badReply,
        "the batch \(job.id) ended as \(job.status.rawValue) without a line for this request",
        remedy: "Hand in what is left in a new batch.")
    }
    attempt.fail(APIFault(error: error, codes: [code]), engine.settings)
    return attempt.record
  }

  private func attempt(at place: Int, _ line: BatchOutputLine) throws(EngineError) -> Attempt {
    let settings = engine.settings
    var attempt = Attempt(record: try record(at: place))
    attempt.record.status = line.status
    attempt.record.requestID = line.requestID.map(settings.printable)
    if let body = line.body, Self.success.contains(line.status ?? 200) {
      attempt.take(body, of: requests[place], settings)
      // The server keeps the answer until it is on record here.
      _ = attempt.check(requests[place])
    } else if let status = line.status, let body = line.body {
      attempt.fail(settings.fault(status: status, headers: ResponseHeaders(), body: body), settings)
    } else {
      let code = line.error?.code ?? "unknown"
      let words = line.error?.message ?? "the line has neither a response nor an error"
      let error = settings.error(
        status: code == "batch_expired" ? 408 : line.status, codes: [code],
        "the batch \(job.id) has no answer: \(settings.printable(words))")
      attempt.fail(APIFault(error: error, codes: [settings.printable(code)]), settings)
    }
    return attempt
  }

  /// A request's record, before anything came of it.
  private func record(at place: Int) throws(EngineError) -> CallAttempt {
    try Call.record(of: requests[place], in: job, by: engine)
  }

  private mutating func note(_ code: String, _ message: String, _ line: Int) {
    faults.append(BatchJob.Fault(code: code, message: message, line: line))
  }
}
