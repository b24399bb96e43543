import AsyncHTTPClient
import Core
import Foundation
import Gateway
import NIOCore
import NIOHTTP1
import StandIn
import Testing

/// What passes from client to backend and back.
@Suite struct AnswerTests {
  @Test func `a chat passes with only its model replaced, and the answer as the backend gave it`()
    async throws
  {
    try await ScriptedBackend.run { backend in
      try await Harness.run(Harness.plan([Harness.backend("a", backend)])) { harness in
        let asked =
          "{ \"messages\" : [],\n \"model\":\"house-voice\", \"x\" : 1.50, \"é\":\"\\u00e9\" }"
        let said = #"{"id":"chatcmpl-1", "model":"their-model-2026", "choices":[]}"#
        async let answer = harness.chat(asked)
        let call = try await backend.next()
        #expect(call.head.uri == "/v1/chat/completions")
        #expect(call.body == asked.replacing("house-voice", with: "their-model"))
        #expect(call.head.headers["authorization"] == ["Bearer \(StandIn.key)"])
        #expect(!"\(call.head.headers)".contains(Harness.bot.secret))
        call.answer(said)
        let found = try await answer
        #expect(found.status == 200)
        #expect(found.body == said)
        #expect(found.header("x-colophon-backend") == "a")
        #expect(found.header("x-colophon-alias") == "house-voice")
        #expect(found.header("x-colophon-arm") == "stable")
        #expect(found.header("x-colophon-model") == "their-model")
        #expect(found.header("x-colophon-call")?.hasPrefix("call-") == true)
      }
    }
  }

  @Test func `a long question and a long answer pass as they are`() async throws {
    try await ScriptedBackend.run { backend in
      try await Harness.run(Harness.plan([Harness.backend("a", backend)])) { harness in
        let text = String(repeating: #"a \\\" \\ b "#, count: 100_000)
        let asked = Harness.question.replacing("Rooms?", with: text)
        let said =
          #"{"id":"c1","choices":[{"message":{"content":"\#(text)"},"finish_reason":"stop"}]}"#
        for isStreamed in [false, true] {
          let body =
            isStreamed ? asked.replacing("{\"model", with: "{\"stream\":true,\"model") : asked
          async let answer = harness.chat(body)
          let call = try await backend.next()
          #expect(call.body == body.replacing("house-voice", with: "their-model"))
          if isStreamed {
            call.begin()
            call.send("data: \(said.replacing("message", with: "delta"))\n\n")
            call.send("data: [DONE]\n\n")
            call.end()
            #expect(try await answer.body.hasSuffix("}]}\n\ndata: [DONE]\n\n"))
          } else {
            call.answer(said)
            #expect(try await answer.body == said)
          }
        }
        let records = try await harness.records(2)
        #expect(records.map(\.finish) == ["stop", "stop"])
        #expect(records.allSatisfy { $0.answerID == "c1" && $0.outcome == .whole })
      }
    }
  }

  @Test func `a text with escapes is read as it is meant`() async throws {
    try await ScriptedBackend.run { backend in
      try await Harness.run(Harness.plan([Harness.backend("a", backend)])) { harness in
        async let answer = harness.chat()
        let content = #"\"Ja\", C:\\ \u00e9 \\\"x\\"#
        try await backend.next().answer(
          #" {"choices" : [ {"message" : {"content":"\#(content)"} , "finish_reason":"stop"} ],"#
            + #""usage":{"prompt_tokens": 3 ,"completion_tokens":4}, "model":"m\"}"}"# + "\n")
        #expect(try await answer.status == 200)
        let record = try #require(try await harness.records(1).first)
        #expect(record.answers == [#""Ja", C:\ é \"x\"#])
        #expect(record.answeredModel == "m\"}")
        #expect(record.inputTokens == 3 && record.outputTokens == 4)
      }
    }
  }

  @Test func `a stream's bytes pass unchanged, each event as soon as it is whole`() async throws {
    try await ScriptedBackend.run { backend in
      try await Harness.run(Harness.plan([Harness.backend("a", backend)])) { harness in
        async let opened = harness.stream()
        let call = try await backend.next()
        call.begin()
        call.send(
          ": hello\r\n\r\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"A\"}}]}\n\n")
        let response = try await opened
        #expect(response.headers.first(name: "content-type") == "text/event-stream")
        var pieces = response.body.makeAsyncIterator()
        let first = try await pieces.next().map { String(buffer: $0) }
        #expect(first?.hasSuffix("}\n\n") == true)
        // The first half of an event, cut within a letter, is of no use to anybody.
        let second =
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"é\"},\"finish_reason\":\"stop\"}]}\n\n"
        call.send(String(second.prefix(50)))
        call.send(String(second.dropFirst(50)))
        #expect(try await pieces.next().map { String(buffer: $0) } == second)
        call.send("data: [DONE]\n\n")
        #expect(try await pieces.next().map { String(buffer: $0) } == "data: [DONE]\n\n")
        call.end()
        #expect(try await pieces.next() == nil)
        let record = try #require(try await harness.records(1).first)
        #expect(record.outcome == .whole)
        #expect(record.answers == ["Aé"])
        #expect(record.finish == "stop")
      }
    }
  }

  @Test func `a stream torn into pieces of 3 bytes is the one that the backend sent`() async throws
  {
    var settings = StandIn.Settings()
    settings.keepsExchanges = true
    try await StandIn.run(settings) { server in
      let plan = Harness.plan([Harness.backend("a", server, model: "torn-stream")])
      try await Harness.run(plan) { harness in
        let answer = try await harness.chat(Harness.streamed)
        // The answer is over before the server has put its own word of it down.
        try await eventually { !server.exchanges.isEmpty }
        #expect(answer.body == server.exchanges.first?.received)
        let record = try #require(try await harness.records(1).first)
        #expect(record.outcome == .whole)
        #expect(record.answers.first?.hasPrefix("# ") == true)
        #expect(record.answers.first?.hasSuffix("✓ 🖋.\n") == true)
        #expect(record.answeredModel == "torn-stream-2026-01-01")
      }
    }
  }

  @Test func `responses pass too, plain and streamed`() async throws {
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        let body = #"{"model":"house-voice","input":"Rooms?"}"#
        let plain = try await harness.post("/v1/responses", body)
        #expect(plain.status == 200)
        #expect(plain.json["model"] == .string("stand-in-1-2026-01-01"))
        let streamed = try await harness.post(
          "/v1/responses", body.replacing("{\"model", with: "{\"stream\":true,\"model"))
        #expect(streamed.body.contains("event: response.completed\n"))
        let records = try await harness.records(2)
        #expect(records.map(\.endpoint) == ["/responses", "/responses"])
        #expect(records.map(\.isStreamed) == [false, true])
        #expect(records[0].answers == records[1].answers)
        #expect(records[0].answers.first?.isEmpty == false)
        #expect(records.allSatisfy { $0.finish == "completed" && $0.outcome == .whole })
        #expect(records.allSatisfy { $0.inputTokens == 1 && ($0.outputTokens ?? 0) > 5 })
      }
    }
  }

  @Test func `a client sees the aliases that it may ask for`() async throws {
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        let mine = try await harness.get("/v1/models")
        #expect(mine.json["data"]?.elements?.map { $0["id"]?.text } == ["house-voice"])
        let theirs = try await harness.get("/v1/models", key: Harness.other.secret)
        #expect(theirs.json["data"]?.elements?.count == 2)
        #expect(try await harness.get("/v1/models/house-voice").json["id"]?.text == "house-voice")
        #expect(try await harness.get("/v1/models/secret-voice").status == 404)
        #expect(try await harness.get("/v1/models", key: nil).status == 401)
        #expect(try await harness.get("/health", key: nil).body == #"{"status":"ok"}"#)
      }
    }
  }

  @Test(arguments: [
    ("POST /v1/chat/completions", "{\"model\":\"nobody\"}", 404, "model_not_found"),
    ("POST /v1/chat/completions", "{\"model\":\"secret-voice\"}", 403, "model_not_allowed"),
    ("POST /v1/chat/completions", "{\"model\":7}", 400, "missing_required_parameter"),
    ("POST /v1/chat/completions", "{}", 400, "missing_required_parameter"),
    ("POST /v1/chat/completions", "{\"model\":\"house-voice\",", 400, nil),
    ("POST /v1/chat/completions", "[]", 400, nil),
    ("POST /v1/chat/completions", "", 400, nil),
    (
      "POST /v1/chat/completions", "{\"model\":\"house-voice\",\"mod\\u0065l\":\"secret-voice\"}",
      400, nil
    ),
    ("POST /v1/chat/completions", "{\"model\":\"house-voice\"}", 400, "missing_required_parameter"),
    ("POST /v1/nothing", "{}", 404, "unknown_url"),
    ("POST /v1/models", "{}", 405, "method_not_supported"),
    ("GET /v1/feedback", "", 405, "method_not_supported"),
  ])
  func `what cannot be asked is refused in the shape of OpenAI's errors`(
    _ route: String, _ body: String, _ status: Int, _ code: String?
  ) async throws {
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        let path = String(route.split(separator: " ")[1])
        let answer =
          route.hasPrefix("POST")
          ? try await harness.post(path, body) : try await harness.get(path)
        #expect(answer.status == status)
        #expect(answer.errorCode == code)
        #expect(answer.json["error"]?["message"]?.text?.isEmpty == false)
        #expect(answer.json["error"]?["type"]?.text == "invalid_request_error")
      }
    }
  }

  @Test func `without its key nobody gets in`() async throws {
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        for key in [nil, "wrong", "", StandIn.key, Harness.bot.digest.hex] {
          let answer = try await harness.chat(key: key)
          #expect(answer.status == 401)
          #expect(answer.errorCode == "invalid_api_key")
          #expect(answer.header("www-authenticate") == "Bearer")
        }
        #expect(server.calls.received == 0)
        #expect(harness.metric("turned_away_total{code=\"invalid_api_key\"}") == 5)
        #expect(harness.records.isEmpty)
      }
    }
  }

  @Test func `a body that is too long is refused before it is read`() async throws {
    try await StandIn.run { server in
      let plan = Harness.plan(
        [Harness.backend("a", server)], limits: .init(bodyBytes: 1_000))
      try await Harness.run(plan) { harness in
        let answer = try await harness.chat(
          Harness.question.replacing("Rooms", with: String(repeating: "x", count: 1_000)))
        #expect(answer.status == 413)
        #expect(answer.errorCode == "request_too_large")
        #expect(try await harness.chat().status == 200)
      }
    }
  }
}
