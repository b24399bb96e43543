public import Core
import Formats
import FoundationEssentials

/// Fine-tuning at any server that speaks OpenAI's Fine-tuning API: jobs, events, checkpoints, pause,
/// resume, cancel.
///
/// The key stands in one header of a request and nowhere else: in no file, error or log.
public struct OpenAITuning: HostedTuning {
  let client: APIClient

  var settings: OpenAISettings { client.settings }

  /// - Parameters:
  ///   - settings: the server and the key.
  ///   - clock: the time, and how to wait.
  public init(_ settings: OpenAISettings, clock: EngineClock = .system) {
    client = APIClient(settings: settings, clock: clock)
  }

  public var endpoint: String { settings.endpoint }

  public func job(_ id: String) async throws(EngineError) -> HostedJob {
    let said = try await asking { () throws(EngineError) in
      try await client.ask(APICall(method: .get, path: Self.path(id)))
    }
    return try read(said)
  }

  public func pause(_ id: String) async throws(EngineError) -> HostedJob {
    try await tell(id, "pause")
  }

  public func resume(_ id: String) async throws(EngineError) -> HostedJob {
    try await tell(id, "resume")
  }

  public func cancel(_ id: String) async throws(EngineError) -> HostedJob {
    do throws(EngineError) {
      return try await tell(id, "cancel")
    } catch {
      // One that has ended meanwhile cannot be cancelled, and need not.
      guard error.code == .refused, let job = try? await job(id), job.outcome != nil else {
        throw error
      }
      return job
    }
  }

  private func tell(_ id: String, _ word: String) async throws(EngineError) -> HostedJob {
    let said = try await asking { () throws(EngineError) in
      try await client.ask(
        APICall(
          method: .post, path: "\(Self.path(id))/\(word)", body: .json(Data("{}".utf8))))
    }
    return try read(said)
  }

  static func path(_ id: String) -> String { "/fine_tuning/jobs/\(id.percentEncoded)" }

  func read(_ response: APIClient.Response) throws(EngineError) -> HostedJob {
    guard let job = HostedJob(try value(of: response, "fine-tuning job")) else {
      throw settings.unreadable(response.bytes, as: "fine-tuning job")
    }
    return job
  }

  /// An answer's JSON; what looks like the key is taken out of its texts, for they are kept.
  func value(
    of response: APIClient.Response, _ what: String
  ) throws(EngineError) -> JSONValue {
    let value = response.bytes.withUnsafeBytes { raw in
      // Forgiving: some servers write NaN for a loss that is none.
      let text = try? JSONText(reading: raw.bindMemory(to: UInt8.self), within: .reply)
      return text.flatMap { try? $0.value() }
    }
    guard let value else { throw settings.unreadable(response.bytes, as: what) }
    return settings.withoutKey(value)
  }

  /// What the client's remedies say of scripts is of no use to somebody who tunes a model.
  func asking<Result>(
    _ work: () async throws(EngineError) -> Result
  ) async throws(EngineError) -> Result {
    do throws(EngineError) {
      return try await work()
    } catch {
      throw Self.worded(error)
    }
  }

  static func worded(_ error: EngineError) -> EngineError {
    var error = error
    switch error.code {
    case .refused:
      error.remedy =
        "See that OPENAI_BASE_URL ends with /v1, that the server offers fine-tuning, and what it "
        + "says of the plan."
    case .unauthorized:
      error.remedy = "See that OPENAI_API_KEY is the right key, and that it may tune models."
    default: break
    }
    return error
  }
}
