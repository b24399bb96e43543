public import Core
import Formats
import FoundationEssentials

/// What an answer on record means.
extension OpenAIEngine {
  public func reply(
    to request: BatchRequest, from attempts: [CallAttempt]
  ) throws(EngineError) -> EngineReply {
    var answers: [Answer] = []
    for attempt in attempts where attempt.outcome.isAnswer {
      guard let reply = Self.read(attempt) else {
        throw EngineError(
          .badReply, "the answer to '\(request.customID)' on record cannot be read",
          remedy: "See the ledger for the response \(attempt.responseID ?? "without an id").")
      }
      answers.append(Answer(attempt: attempt, reply: reply))
    }
    return try reply(to: request, answers)
  }

  /// What an attempt's response says.
  static func read(_ attempt: CallAttempt) -> Reply? {
    guard let api = RequestAPI(url: attempt.url), let response = attempt.response else {
      return nil
    }
    return Reply(response, of: api)
  }

  func reply(to request: BatchRequest, _ answers: [Answer]) throws(EngineError) -> EngineReply {
    let candidates = answers.flatMap(\.reply.candidates).prefix(request.candidates)
    return EngineReply(
      request: request.customID,
      candidates: candidates.enumerated().map { index, candidate in
        EngineReply.Candidate(
          index: index, content: candidate.text, finishReason: candidate.finishReason,
          likelihood: candidate.likelihood)
      },
      run: try record(of: answers.map(\.attempt), for: request))
  }

  private func record(
    of attempts: [CallAttempt], for request: BatchRequest
  ) throws(EngineError) -> ModelRun {
    var hasher = DigestHasher()
    for attempt in attempts { hasher.update(attempt.response ?? "") }
    let body: Data
    do {
      body = try CanonicalJSON.line(request.body)
    } catch {
      throw EngineError(
        .refused, "the request '\(request.customID)' cannot be written: \(error)",
        remedy: "Make the script anew.")
    }
    return ModelRun(
      engine: attempts.first?.engine ?? Self.version,
      endpoint: attempts.first?.endpoint ?? endpoint, modelAsked: request.model,
      modelAnswered: Self.listed(attempts.map { $0.modelAnswered ?? "unknown" }),
      responseID: Self.listed(attempts.map { $0.responseID ?? $0.requestID ?? "unknown" }),
      requestDigest: Digest(of: body), responseDigest: hasher.finish(),
      promptTokens: Self.total(attempts.map(\.usage?.promptTokens)),
      completionTokens: Self.total(attempts.map(\.usage?.completionTokens)))
  }

  /// The different values of several calls, in their order.
  private static func listed(_ values: [String]) -> String {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }.joined(separator: ", ")
  }

  private static func total(_ counts: [Int?]) -> ModelRun.Count {
    let known = counts.compactMap { $0 }
    guard known.count == counts.count else { return .unknown }
    return .known(known.reduce(0) { $0.saturating(adding: $1) })
  }
}
