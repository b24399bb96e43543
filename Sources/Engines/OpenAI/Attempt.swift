import Core
import Formats
import FoundationEssentials

/// A try at a call, as far as it has come.
struct Attempt {
  /// What goes on record.
  var record: CallAttempt
  /// The answer, where there is one.
  var reply: Reply?
  /// Why there is none.
  var fault: APIFault?

  init(record: CallAttempt) { self.record = record }

  /// The most bytes that are kept of what is no reply.
  private static let mostKept = 1 << 20

  /// Takes a response's body in. What kind of answer it is, is decided before anything in it is read
  /// as the JSON that was asked for: a refusal or a cut answer is none. That JSON is looked at by
  /// ``check(_:)``, which comes last.
  mutating func take(_ body: Data, of request: BatchRequest, _ settings: OpenAISettings) {
    guard let api = RequestAPI(url: request.url) else { return takeUnread(body, settings) }
    // What is read is what goes on record: a rerun knows as much of it.
    let text = settings.key.redactingAnswer(String(decoding: body, as: UTF8.self))
    guard let reply = Reply(text, of: api) else {
      let what = api == .chat ? "chat completion" : "response"
      return fail(
        APIFault(
          error: settings.unreadable(body, as: what), status: record.status, received: body),
        settings)
    }
    keep(text)
    record.modelAnswered = reply.model.map(settings.printableOfAnswer)
    record.responseID = reply.id.map(settings.printableOfAnswer)
    record.finishReasons = reply.candidates.map { settings.printableOfAnswer($0.said) }
    record.usage = reply.usage
    if reply.isAtWork { return fail(atWork(settings), settings) }
    if let failure = reply.failure {
      let words = settings.printable(failure.message)
      let message = "\(settings.host) answered that it failed: \(words)"
      let codes = [failure.code].compactMap { $0 }
      let mayPass = OpenAISettings.mayPass(codes)
      // The server says in the reply what others say by a status.
      return fail(
        APIFault(
          error: settings.error(status: mayPass ? 500 : 400, codes: codes, message),
          status: record.status, codes: codes.map(settings.printable), mayPass: mayPass),
        settings)
    }
    judge(reply)
    self.reply = reply
  }

  /// A response that the server makes in the background. To ask again would have it made, and paid
  /// for, again.
  private func atWork(_ settings: OpenAISettings) -> APIFault {
    let id = record.responseID.map { " \($0)" } ?? ""
    return APIFault(
      error: EngineError(
        .refused,
        "\(settings.host) took the request as the response\(id): "
          + "it is at work in the background, and has no answer yet",
        remedy: "Take background out of the script's parameters; the response itself can be had "
          + "from the server by its id."),
      status: record.status)
  }

  /// An endpoint's answer that nothing is known of, such as an embedding in a batch.
  private mutating func takeUnread(_ body: Data, _ settings: OpenAISettings) {
    keep(body, settings)
    record.outcome = .answered
  }

  private mutating func judge(_ reply: Reply) {
    let reasons = reply.candidates.map(\.finishReason)
    if reasons.contains("content_filter") {
      record.outcome = .filtered
    } else if reasons.contains("refusal") {
      record.outcome = .refused
    } else if reasons.contains("length") {
      record.outcome = .truncated
    } else if reply.candidates.isEmpty {
      invalidate("the reply has no candidate")
    } else {
      record.outcome = .answered
    }
  }

  /// Holds a whole answer against the JSON that was asked for. It may take long, or end the program:
  /// a schema is the script's, and an answer the server's. Hence what was paid for is put on record
  /// first.
  ///
  /// - Returns: whether the answer is another than ``take(_:of:_:)`` said.
  mutating func check(_ request: BatchRequest) -> Bool {
    guard record.outcome == .answered, let reply, let check = AnswerCheck(request.body) else {
      return false
    }
    for (index, candidate) in reply.candidates.enumerated() {
      if let fault = check.fault(in: candidate.text) {
        invalidate("candidate \(index) is not the JSON that was asked for: \(fault)")
        return true
      }
    }
    return false
  }

  private mutating func invalidate(_ fault: String) {
    record.outcome = .invalid
    record.failure = CallAttempt.Failure(code: "invalid-answer", message: fault)
  }

  /// Takes in that there is no answer.
  mutating func fail(_ fault: APIFault, _ settings: OpenAISettings) {
    self.fault = fault
    record.outcome = .failed
    record.failure = CallAttempt.Failure(
      code: fault.error.code.name, message: fault.error.message, serverCode: fault.codes.first)
    if fault.mayHaveArrived { record.mayHaveArrived = true }
    // An error costs nothing; what came of an answer may have been paid for.
    guard record.response == nil, record.status.map({ $0 < 300 }) == true || fault.mayPass,
      let received = fault.received, !received.isEmpty
    else { return }
    keep(received.prefix(Self.mostKept), settings)
  }

  private mutating func keep(_ body: Data, _ settings: OpenAISettings) {
    keep(settings.key.redactingAnswer(String(decoding: body, as: UTF8.self)))
  }

  private mutating func keep(_ text: String) {
    record.response = text
    record.responseDigest = Digest(of: text)
  }
}
