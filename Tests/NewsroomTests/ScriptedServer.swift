import Core
import Formats

/// A server that answers each model as a test says, and knows nothing of batches. The model `cut-short` is
/// stopped by the limit of tokens.
struct ScriptedServer: RemoteEngine {
  let name = "openai"
  let isGenerative = true
  var endpoint = "127.0.0.1:9"
  /// The answer of a model to a prompt; `nil` fails the request.
  var answer: @Sendable (_ model: String, _ prompt: String) -> String?
  /// How likely it says an answer was, where it is asked.
  var likelihood: AnswerLikelihood?
  var offered: [OfferedModel] = []

  func answer(
    _ request: EngineRequest, in ledger: CallLedger
  ) async throws(EngineError) -> EngineReply {
    let body = request.request.body
    let prompt = body["messages"]?.elements?.last?["content"]?.text ?? ""
    guard let text = answer(request.request.model, prompt) else {
      throw EngineError(.refused, "the server says no", remedy: "Ask another.")
    }
    let digest = Digest(of: text)
    return EngineReply(
      request: request.request.customID,
      candidates: [
        .init(
          index: 0, content: text,
          finishReason: request.request.model == "cut-short" ? "length" : "stop",
          likelihood: body["logprobs"] == .bool(true) ? likelihood : nil)
      ],
      run: ModelRun(
        engine: name, endpoint: endpoint, modelAsked: request.request.model,
        modelAnswered: request.request.model, responseID: "unknown", requestDigest: digest,
        responseDigest: digest, promptTokens: .unknown, completionTokens: .unknown))
  }

  func models() async throws(EngineError) -> [OfferedModel] { offered }

  private static let noBatches = EngineError(
    .refused, "there are no batches here", remedy: "Ask at once.")

  func reply(
    to request: BatchRequest, from attempts: [CallAttempt]
  ) throws(EngineError) -> EngineReply { throw Self.noBatches }

  func parts(
    of requests: [BatchRequest], within limits: BatchLimits
  ) throws(EngineError) -> [BatchPart] { throw Self.noBatches }

  func submit(
    _ part: BatchPart, except known: Set<String>
  ) async throws(EngineError) -> BatchJob { throw Self.noBatches }

  func begun(_ part: Digest, except known: Set<String>) async throws(EngineError) -> BatchJob? {
    throw Self.noBatches
  }

  func requests(of job: BatchJob) async throws(EngineError) -> [BatchRequest] {
    throw Self.noBatches
  }

  func refresh(_ job: BatchJob) async throws(EngineError) -> BatchJob { throw Self.noBatches }

  func collect(
    _ job: BatchJob, of requests: [BatchRequest],
    each: (CallAttempt) async throws(EngineError) -> Void
  ) async throws(EngineError) -> [BatchJob.Fault] { throw Self.noBatches }

  func cancel(_ job: BatchJob) async throws(EngineError) -> BatchJob { throw Self.noBatches }
}
