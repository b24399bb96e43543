import Core
import Engines
import Foundation
import StandIn
import Testing

/// Limits that a server tells of are kept before it has to refuse a call.
struct PacingTests {
  private static let body =
    #"{"choices":[{"message":{"content":"A"},"finish_reason":"stop"}]}"#

  /// The waits before a second call, after the first was answered with these headers.
  private func waits(
    _ headers: [String: String], status: Int = 200, model: String = "mock-gpt"
  ) async throws -> [Double] {
    let replies: [ScriptedServer.Reply] = [
      .respond(status, headers: headers, body: Self.body), .respond(200, body: Self.body),
    ]
    return try await ScriptedServer.run(replies) { server in
      let time = TimeOfTests(date: try Date("2026-11-21T03:00:00Z", strategy: .iso8601))
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: "k"), clock: time.clock)
      _ = try? await engine.answer(request(), in: .none)
      var second = request()
      second.request.body["model"] = .string(model)
      second.request.body["max_completion_tokens"] = .integer(500)
      _ = try await engine.answer(second, in: .none)
      return time.waits
    }
  }

  @Test(
    arguments: [
      ("12ms", 0.012), ("1s", 1), ("6.5s", 6.5), ("1m0s", 60), ("1m30.5s", 90.5), ("20", 20),
      ("0.25", 0.25), ("0", nil), ("-1", nil), ("soon", nil), ("", nil),
      // Nobody waits so long unasked: the server says so itself.
      ("6m0s", nil), ("3h", nil),
      ("2026-11-21T03:00:30Z", 30), ("Sat, 21 Nov 2026 03:00:20 GMT", 20), ("1795230045", 45),
      ("1795230045000", 45), ("2026-11-21T02:00:00Z", nil),
    ] as [(String, Double?)])
  func `the time until there is room again is read in every spelling`(
    text: String, seconds: Double?
  ) async throws {
    let waits = try await waits([
      "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": text,
    ])
    #expect(waits.count == (seconds == nil ? 0 : 1))
    if let seconds { #expect(abs((waits.first ?? 0) - seconds) < 0.001) }
  }

  @Test(
    arguments: [
      ["x-ratelimit-remaining-requests": "1", "x-ratelimit-reset-requests": "5s"],
      ["x-ratelimit-remaining-tokens": "100000", "x-ratelimit-reset-tokens": "5s"],
      [:], ["x-ratelimit-remaining-requests": "many", "x-ratelimit-reset-requests": "5s"],
    ])
  func `while there is room, nobody waits`(headers: [String: String]) async throws {
    #expect(try await waits(headers).isEmpty)
  }

  @Test(
    arguments: [
      ["x-ratelimit-remaining-tokens": "400", "x-ratelimit-reset-tokens": "5s"],
      ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "5"],
      ["ratelimit-remaining": "0", "ratelimit-reset": "5"],
      [
        "anthropic-ratelimit-requests-remaining": "0",
        "anthropic-ratelimit-requests-reset": "2026-11-21T03:00:05Z",
      ],
      // The server's clock counts, whatever ours says.
      [
        "Date": "Sat, 21 Nov 2026 05:00:00 GMT", "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "2026-11-21T05:00:05Z",
      ],
    ])
  func `tokens count, and other vendors' names`(headers: [String: String]) async throws {
    #expect(try await waits(headers) == [5])
  }

  @Test func `another model is not held back`() async throws {
    let headers = ["x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "5s"]
    #expect(try await waits(headers, model: "another").isEmpty)
  }

  @Test func `whoever comes after a refusal waits as long as the one that was refused`()
    async throws
  {
    try await ScriptedServer.run([
      .respond(429, headers: ["retry-after": "7", "x-should-retry": "false"], body: "{}"),
      .respond(200, body: Self.body),
    ]) { server in
      let time = TimeOfTests()
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: "k"), clock: time.clock)
      _ = try? await engine.answer(request(), in: .none)
      _ = try await engine.answer(request(), in: .none)
      #expect(time.waits == [7])
    }
  }

  @Test func `a shorter wait that is asked for later does not shorten a longer one`()
    async throws
  {
    // Both are under way before the first is refused.
    try await ScriptedServer.run([
      .together([
        .respond(429, headers: ["retry-after": "9", "x-should-retry": "false"], body: "{}"),
        .respond(429, headers: ["retry-after": "2", "x-should-retry": "false"], body: "{}"),
      ]), .respond(200, body: Self.body),
    ]) { server in
      let time = TimeOfTests()
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: "k"), clock: time.clock)
      await withTaskGroup(of: Void.self) { group in
        for number in 1...2 {
          var asked = request()
          asked.repetition = number
          group.addTask { [asked] in _ = try? await engine.answer(asked, in: .none) }
        }
      }
      _ = try await engine.answer(request(), in: .none)
      #expect(time.waits == [9])
    }
  }

  @Test func `refusals for the rate of calls take no retry, and others still fail a request`()
    async throws
  {
    let busy = ScriptedServer.Reply.respond(429, headers: ["retry-after": "1"], body: "{}")
    try await ScriptedServer.run(
      Array(repeating: busy, count: 6) + [.respond(500, body: ""), .respond(200, body: Self.body)]
    ) { server in
      let time = TimeOfTests()
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: "k"), clock: time.clock)
      let record = LedgerInMemory()
      _ = try await engine.answer(request(), in: record.ledger)
      #expect(record.attempts.map(\.status) == [429, 429, 429, 429, 429, 429, 500, 200])
    }
  }

  @Test func `after a window of time one goes first, and none is refused for good`() async throws {
    var settings = StandIn.Settings()
    settings.requestsPerWindow = 10
    // Long enough that a busy machine answers many calls in one.
    settings.window = .seconds(1)
    try await StandIn.run(settings) { server in
      let engine = OpenAIEngine(try OpenAISettings(baseURL: server.baseURL, key: StandIn.key))
      let asked = (0..<60).map { number in
        var asked = request()
        asked.request.body["model"] = .string("stand-in-1")
        asked.repetition = number
        asked.request.customID = "r\(number)"
        return asked
      }
      let outcome = await Asking(engine, ledger: .none, width: 40, progress: { _ in }).ask(asked)
      #expect(outcome.ending == nil)
      #expect(outcome.answered == 60)
      // The first forty come unwarned, and thirty of them in vain; afterwards hardly any is refused.
      // Who only waits as told comes in vain 30 + 30 + 20 + 10 times at the least. On a busy machine
      // calls stand still for whole windows, and some more of them come too late.
      #expect(server.calls.failed < 80)
    }
  }
}
