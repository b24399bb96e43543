package import Core
import FoundationEssentials

extension GatewayRecord {
  /// Reads a line of a gateway's calls: times as ISO 8601, what is not said left out.
  ///
  /// - Throws: ``JSONReadingError`` where it is no record.
  package init(json line: UnsafeBufferPointer<UInt8>) throws(JSONReadingError) {
    var text = JSONText(of: line, within: .value)
    self = try text.reading(0..<line.count) { text throws(JSONMismatch) in
      try GatewayRecord(try JSONRecord(text, called: "the line"))
    }
  }

  private init(_ record: JSONRecord) throws(JSONMismatch) {
    self.init(
      id: try record.string("id"), time: try record.time("time"),
      client: try record.string("client"),
      conversation: try record.optionalString("conversation"),
      consents: try record.optionalBool("consents") ?? false,
      alias: try record.optionalString("alias"), arm: try record.optionalString("arm"),
      backend: try record.optionalString("backend"), model: try record.optionalString("model"),
      answeredModel: try record.optionalString("answeredModel"),
      endpoint: try record.string("endpoint"),
      isStreamed: try record.optionalBool("isStreamed") ?? false,
      status: try record.whole("status"),
      outcome: try record.read("outcome", as: Outcome.init(rawValue:)),
      failedAttempts: Self.attempts(try record.value("failedAttempts")),
      error: try record.optionalString("error"),
      firstByte: try record.optionalNumber("firstByte"),
      seconds: try record.optionalNumber("seconds") ?? 0,
      inputTokens: try record.optionalWhole("inputTokens"),
      outputTokens: try record.optionalWhole("outputTokens"),
      finish: try record.optionalString("finish"),
      isRefusal: try record.optionalBool("isRefusal") ?? false,
      answerID: try record.optionalString("answerID"),
      requestDigest: try record.optional("requestDigest", as: Digest.init(hex:)),
      answerDigest: try record.optional("answerDigest", as: Digest.init(hex:)),
      request: try record.string("request"), answers: try record.strings("answers"),
      redactions: try record.optionalWhole("redactions"))
  }

  /// What is no attempt among them is left out: it is but a note on the call.
  private static func attempts(_ value: JSONValue) -> [FailedAttempt] {
    guard case .array(let items) = value else { return [] }
    return items.compactMap { item in
      guard case .object(let members) = item, case .string(let backend) = members["backend"],
        case .string(let kind) = members["kind"], case .string(let reason) = members["reason"]
      else { return nil }
      return FailedAttempt(backend: backend, kind: kind, reason: reason)
    }
  }
}

extension Feedback {
  /// Reads a line of a gateway's feedback.
  ///
  /// - Throws: ``JSONReadingError`` where it is none.
  package init(json line: UnsafeBufferPointer<UInt8>) throws(JSONReadingError) {
    var text = JSONText(of: line, within: .value)
    self = try text.reading(0..<line.count) { text throws(JSONMismatch) in
      let record = try JSONRecord(text, called: "the line")
      return Feedback(
        id: try record.string("id"), time: try record.time("time"),
        client: try record.string("client"),
        rating: try record.optional("rating", as: Rating.init(rawValue:)),
        correction: try record.optionalString("correction"),
        comment: try record.optionalString("comment"),
        redactions: try record.optionalWhole("redactions"))
    }
  }
}

extension JSONRecord {
  fileprivate func time(_ name: StaticString) throws(JSONMismatch) -> Date {
    try read(name) { Moment($0)?.date }
  }
}
