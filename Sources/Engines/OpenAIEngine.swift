import AsyncHTTPClient
public import Core
import FoundationEssentials
import Formats
import NIOCore
import NIOHTTP1

/// Any server that speaks OpenAI's Chat Completions: ChatGPT, Azure, vLLM, Ollama, llama.cpp,
/// LiteLLM ...
///
/// The key stands in one header of a request and nowhere else: in no file, error or log.
public struct OpenAIEngine: Engine {
  public let name = "openai"
  public let isGenerative = true
  private let settings: OpenAISettings
  private let sleep: @Sendable (Double) async throws -> Void

  /// The longest a reply may take, and the most bytes it may have.
  private static let timeout = TimeAmount.seconds(600)
  private static let sizeLimit = 32 << 20

  /// - Parameters:
  ///   - settings: the server and the key.
  ///   - sleep: waits for so many seconds before asking again.
  public init(
    _ settings: OpenAISettings,
    sleep: @escaping @Sendable (Double) async throws -> Void = {
      try await Task.sleep(for: .seconds($0))
    }
  ) {
    self.settings = settings
    self.sleep = sleep
  }

  public func answer(_ request: EngineRequest) async throws(EngineError) -> EngineReply {
    let wanted = max(1, request.request.body.n)
    var candidates: [EngineReply.Candidate] = []
    var replies: [(reply: ChatReply, bytes: Data)] = []
    // Some servers answer one choice whatever `n` says: the rest is asked for one by one.
    while candidates.count < wanted, replies.count < wanted {
      var body = request.request.body
      body.n = wanted - candidates.count
      let (reply, bytes) = try await post(body)
      replies.append((reply, bytes))
      for choice in reply.choices.prefix(body.n) {
        let isRefusal = choice.message.refusal != nil && choice.message.content == nil
        candidates.append(
          EngineReply.Candidate(
            index: candidates.count, content: choice.message.content ?? choice.message.refusal ?? "",
            finishReason: isRefusal ? "refusal" : (choice.finishReason ?? "unknown")))
      }
      if reply.choices.isEmpty { break }
    }
    guard let first = replies.first else {
      throw EngineError(.badReply, "\(host) answered nothing", remedy: "Ask again.")
    }
    var hasher = DigestHasher()
    for reply in replies { hasher.update(reply.bytes) }
    return EngineReply(
      request: request.request.customID, candidates: candidates,
      run: ModelRun(
        engine: "openai 1", endpoint: host, modelAsked: request.request.body.model,
        modelAnswered: first.reply.model ?? "unknown", responseID: first.reply.id ?? "unknown",
        requestDigest: Digest(of: try encoded(request.request.body)),
        responseDigest: hasher.finish(),
        promptTokens: total(replies.map(\.reply.usage?.promptTokens)),
        completionTokens: total(replies.map(\.reply.usage?.completionTokens))))
  }

  private func total(_ counts: [Int?]) -> ModelRun.Count {
    let known = counts.compactMap { $0 }
    return known.count == counts.count ? .known(known.reduce(0, +)) : .unknown
  }

  /// The server's host, for records and messages.
  private var host: String {
    let rest = settings.baseURL.split(separator: "/", omittingEmptySubsequences: true)
    return rest.count > 1 ? String(rest[1]) : settings.baseURL
  }

  private func encoded(_ body: ChatRequest) throws(EngineError) -> Data {
    do {
      return try CanonicalJSON.line(body)
    } catch {
      throw EngineError(
        .refused, "the request cannot be written: \(error)", remedy: "Make the script anew.")
    }
  }

  /// Sends one request, again where the rule says so.
  private func post(_ body: ChatRequest) async throws(EngineError) -> (ChatReply, Data) {
    let data = try encoded(body)
    var attempt = 0
    while true {
      let status: Int?
      let failure: EngineError
      let code: String?
      var headers = HTTPHeaders()
      do {
        let response = try await send(data)
        let bytes = try await Data(response.body.collect(upTo: Self.sizeLimit).readableBytesView)
        if response.status == .ok { return (try read(bytes), bytes) }
        headers = response.headers
        let detail = try? JSONDecoder().decode(ChatErrorReply.self, from: bytes).error
        status = Int(response.status.code)
        code = detail?.code
        failure = refusal(response.status, detail)
      } catch let error as EngineError {
        throw error
      } catch is CancellationError {
        throw EngineError(.unreachable, "the run was cancelled", remedy: "Run again to go on.")
      } catch {
        status = nil
        code = nil
        failure = EngineError(
          .unreachable, "\(host) could not be reached: \(type(of: error)) \(short(error))",
          remedy: "See that the server is up and OPENAI_BASE_URL is right, then run again.")
      }
      let wait = RetryRule.wait(
        attempt: attempt, status: status, code: code, header: { headers.first(name: $0) },
        jitter: .random(in: 0...1))
      guard let wait else { throw failure }
      attempt += 1
      do {
        try await sleep(wait)
      } catch {
        throw EngineError(.unreachable, "the run was cancelled", remedy: "Run again to go on.")
      }
    }
  }

  private func short(_ error: any Error) -> String {
    String("\(error)".prefix(200)).replacing(settings.key, with: "(key)")
  }

  private func send(_ data: Data) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: "\(settings.baseURL)/chat/completions")
    request.method = .POST
    request.headers.add(name: "Authorization", value: "Bearer \(settings.key)")
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "User-Agent", value: "colophon")
    request.body = .bytes(ByteBuffer(bytes: data))
    return try await HTTPClient.shared.execute(request, timeout: Self.timeout)
  }

  private func read(_ bytes: Data) throws(EngineError) -> ChatReply {
    do {
      return try JSONDecoder().decode(ChatReply.self, from: bytes)
    } catch {
      throw EngineError(
        .badReply, "\(host) answered with something that is no chat completion",
        remedy: "See that OPENAI_BASE_URL ends where /chat/completions follows, usually /v1.")
    }
  }

  private func refusal(_ status: HTTPResponseStatus, _ detail: ChatErrorReply.Detail?) -> EngineError {
    let said = (detail?.message ?? status.reasonPhrase).replacing(settings.key, with: "(key)")
    let message = "\(host) answered \(status.code): \(said)"
    if RetryRule.isExhausted(detail?.code) {
      return EngineError(
        .quota, message, remedy: "The quota or spending limit is used up; raise it, then run again.")
    }
    switch status.code {
    case 401, 403:
      return EngineError(.refused, message, remedy: "See that OPENAI_API_KEY is the right key.")
    case 408, 409, 429, 500...:
      return EngineError(.unreachable, message, remedy: "Wait a while, then run again.")
    default:
      return EngineError(
        .refused, message, remedy: "Correct script.yml (model, parameters), then run again.")
    }
  }
}
