package import Core

extension CanonicalJSON {
  /// A gateway's call on one line, without the newline.
  ///
  /// - Throws: where it holds a number that JSON has no form for.
  package static func bytes(of record: GatewayRecord) throws -> [UInt8] {
    var writer = JSONObjectWriter()
    writer.add("alias", record.alias)
    writer.add("answerDigest", record.answerDigest)
    writer.add("answerID", record.answerID)
    writer.add("answeredModel", record.answeredModel)
    writer.add("answers", record.answers)
    writer.add("arm", record.arm)
    writer.add("backend", record.backend)
    writer.add("client", record.client)
    writer.add("consents", record.consents)
    writer.add("conversation", record.conversation)
    writer.add("endpoint", record.endpoint)
    writer.add("error", record.error)
    try writer.add("failedAttempts", .array(record.failedAttempts.map(\.value)))
    writer.add("finish", record.finish)
    writer.add("firstByte", record.firstByte)
    writer.add("id", record.id)
    writer.add("inputTokens", record.inputTokens)
    writer.add("isRefusal", record.isRefusal)
    writer.add("isStreamed", record.isStreamed)
    writer.add("model", record.model)
    writer.add("outcome", record.outcome.rawValue)
    writer.add("outputTokens", record.outputTokens)
    writer.add("redactions", record.redactions)
    writer.add("request", record.request)
    writer.add("requestDigest", record.requestDigest)
    writer.add("seconds", record.seconds)
    writer.add("status", record.status)
    writer.add("time", Moment(record.time).text)
    return writer.ended()
  }

  /// What a client says of an answer, on one line, without the newline.
  package static func bytes(of feedback: Feedback) -> [UInt8] {
    var writer = JSONObjectWriter()
    writer.add("client", feedback.client)
    writer.add("comment", feedback.comment)
    writer.add("correction", feedback.correction)
    writer.add("id", feedback.id)
    writer.add("rating", feedback.rating?.rawValue)
    writer.add("redactions", feedback.redactions)
    writer.add("time", Moment(feedback.time).text)
    return writer.ended()
  }
}

extension GatewayRecord.FailedAttempt {
  fileprivate var value: JSONValue {
    .object(["backend": .string(backend), "kind": .string(kind), "reason": .string(reason)])
  }
}
