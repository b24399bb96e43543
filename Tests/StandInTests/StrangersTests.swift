import Core
import Engines
import Foundation
import StandIn
import TestSupport
import Testing

/// What nobody here wrote: OpenAI's official client, and OpenAI's published document.
@Suite(.enabled(if: Strangers.python != nil, "openai is not installed here: .ci/setup validators"))
struct StrangersTests {
  /// What a script found.
  private struct Found: Decodable {
    var passed: [String]
    /// Why a check did not pass.
    var failed: [String: String]
    /// How many requests, answers and events were held against the published document.
    var validated: Int
  }

  @Test func `the official client accepts everything that the stand-in says`() async throws {
    try await StandIn.run { server in
      let document = Strangers.document.map { [$0.path] } ?? []
      let found: Found = try await Strangers.run(
        "official_client.py", [server.baseURL, StandIn.key] + document)
      #expect(found.failed.isEmpty, "\(found.failed.map { "\($0.key): \($0.value)" }.sorted())")
      #expect(found.passed.count == 17)
      if Strangers.document != nil { #expect(found.validated > 500) }
    }
  }

  @Test(.enabled(if: Strangers.document != nil, "../shared/api/openapi.json is not here"))
  func `what our client sends is as the published document has it`() async throws {
    var settings = StandIn.Settings()
    settings.keepsExchanges = true
    let exchanges = try await StandIn.run(settings) { server in
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: StandIn.key))
      for request in try requests() {
        _ = try await engine.answer(
          EngineRequest(
            request: request,
            plan: DraftPlan(
              request: request.customID, deliverable: "page", title: "Rooms", sections: [],
              passages: [])),
          in: .none)
      }
      _ = try await engine.models()
      let first = try #require(try requests().first)
      let part = try #require(try engine.parts(of: [first]).first)
      var job = try await engine.submit(part)
      while !job.status.isFinal { job = try await engine.refresh(job) }
      return server.exchanges
    }
    #expect(exchanges.filter { $0.path == "/v1/chat/completions" }.count >= 3)
    #expect(exchanges.filter { $0.path == "/v1/responses" }.count == 3)
    #expect(exchanges.contains { $0.path == "/v1/batches" && $0.method == "POST" })
    #expect(try await validated(exchanges) > 20)
  }

  @Test(.enabled(if: Strangers.document != nil, "../shared/api/openapi.json is not here"))
  func `what our client asks of fine-tuning is as the published document has it`() async throws {
    var settings = StandIn.Settings()
    settings.keepsExchanges = true
    let exchanges = try await StandIn.run(settings) { server in
      let tuning = OpenAITuning(try OpenAISettings(baseURL: server.baseURL, key: StandIn.key))
      let line = #"{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#
      let file = try await tuning.upload(
        Data(String(repeating: line + "\n", count: 10).utf8), named: "colophon-1.jsonl")
      for method in [HostedJobOrder.Method.supervised, .dpo] {
        let order = HostedJobOrder(
          model: "stand-in-1", trainingFile: file, validationFile: file, method: method,
          hyperparameters: ["n_epochs": .integer(2), "batch_size": .string("auto")], seed: 1,
          suffix: "voice", run: method.rawValue, mark: "mark-\(method.rawValue)")
        var job = try await tuning.create(order, except: [])
        while job.status != .running { job = try await tuning.job(job.id) }
        _ = try await tuning.pause(job.id)
        job = try await tuning.resume(job.id)
        while job.outcome == nil { job = try await tuning.job(job.id) }
        #expect(try await tuning.events(of: job.id, except: []).count == 21)
        #expect(try await tuning.checkpoints(of: job.id).map(\.step) == [4, 8, 10])
        // It has ended: nothing is wrong with that.
        #expect(try await tuning.cancel(job.id).status == .succeeded)
      }
      return server.exchanges
    }
    #expect(try await validated(exchanges) > 30)
  }

  /// How much of what went over the wire was held against the published document; it must be as that
  /// has it.
  private func validated(_ exchanges: [Exchange]) async throws -> Int {
    let found: Found = try await withTemporaryFolder { folder in
      let file = folder.appending(path: "exchanges.json")
      try JSONEncoder().encode(exchanges).write(to: file)
      let document = try #require(Strangers.document)
      return try await Strangers.run("exchanges.py", [document.path, file.path])
    }
    #expect(found.failed.isEmpty, "\(found.failed.map { "\($0.key): \($0.value)" }.sorted())")
    return found.validated
  }

  /// A chat and a response: plain, streamed, and held to a schema.
  private func requests() throws -> [BatchRequest] {
    let schema = JSONValue.object([
      "type": .string("object"), "additionalProperties": .bool(false),
      "required": .array([.string("title")]),
      "properties": .object(["title": .object(["type": .string("string")])]),
    ])
    let plain = ChatRequest(
      model: "stand-in-1",
      messages: [ChatMessage(.system, "Write plainly."), ChatMessage(.user, "Write about rooms.")],
      temperature: 0.5, maxCompletionTokens: 200)
    var streamed = plain
    streamed.more = ["stream": .bool(true)]
    var shaped = plain
    shaped.answer = AnswerSchema(name: "page", schema: schema)
    var seeded = plain
    seeded.n = 2
    seeded.seed = 7
    let both = [plain, streamed, shaped]
    return both.enumerated().map { BatchRequest(customID: "chat-\($0.offset)", $0.element) }
      + [BatchRequest(customID: "seeded", seeded)]
      + both.enumerated().map {
        BatchRequest(customID: "response-\($0.offset)", $0.element, to: .responses)
      }
  }
}
