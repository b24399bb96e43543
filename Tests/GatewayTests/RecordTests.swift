import Core
import Formats
import Foundation
import Gateway
import StandIn
import Synchronization
import Testing

/// What the gateway hands on: records, feedback, figures; and what it keeps to itself.
@Suite struct RecordTests {
  @Test func `a call's record says who asked what, who answered, and what it took`() async throws {
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        let before = Date()
        let answer = try await harness.chat()
        let record = try #require(try await harness.records(1).first)
        #expect(record.id == answer.header("x-colophon-call"))
        #expect((before...Date()).contains(record.time))
        #expect(record.client == "bot")
        #expect(record.alias == "house-voice")
        #expect(record.arm == "stable")
        #expect(record.backend == "a")
        #expect(record.model == "stand-in-1")
        #expect(record.answeredModel == "stand-in-1-2026-01-01")
        #expect(record.endpoint == "/chat/completions")
        #expect(record.status == 200)
        #expect(record.outcome == .whole)
        #expect(record.finish == "stop")
        #expect(record.answerID == answer.json["id"]?.text)
        #expect(record.request == Harness.question)
        let text = answer.json["choices"]?.elements?.first?["message"]?["content"]?.text
        #expect(record.answers == [text])
        #expect(record.requestDigest == Digest(of: Harness.question))
        #expect(record.answerDigest == Digest(of: answer.body))
        #expect(record.inputTokens == answer.json["usage"]?["prompt_tokens"]?.whole)
        #expect(record.outputTokens == answer.json["usage"]?["completion_tokens"]?.whole)
        let first = try #require(record.firstByte)
        #expect(first > 0 && first <= record.seconds && record.seconds < 20)
        #expect(!record.isRefusal)
        let again = try JSONDecoder().decode(
          GatewayRecord.self, from: JSONEncoder().encode(record))
        #expect(again.id == record.id)
      }
    }
  }

  @Test func `a record says which conversation it is of, and whether it may be learned from`()
    async throws
  {
    try await StandIn.run { server in
      var plan = Harness.plan([Harness.backend("a", server)], sticky: "x-conversation")
      plan.clients[0].consents = true
      try await Harness.run(plan) { harness in
        func ask(_ more: String, _ headers: [(String, String)] = []) async throws {
          let body = Harness.question.dropLast() + ",\(more)}"
          #expect(try await harness.chat(String(body), headers: headers).status == 200)
        }
        _ = try await harness.chat()
        try await ask(#""user":"anna""#)
        try await ask(#""user":"anna""#, [("x-conversation", "7")])
        try await ask(#""user":"anna","metadata":{"consent":"no"}"#)
        try await ask(#""metadata":{"consent":"yes"}"#)
        let records = try await harness.records(5)
        #expect(records.map(\.consents) == [true, true, true, false, true])
        #expect(records[0].conversation == nil && records[4].conversation == nil)
        let anna = try #require(records[1].conversation)
        #expect(anna.count == 16 && !anna.contains("anna"))
        #expect(records[3].conversation == anna)
        #expect(records[2].conversation != anna)
      }
      plan.clients[0].consents = false
      try await Harness.run(plan) { harness in
        _ = try await harness.chat()
        let asked = Harness.question.dropLast() + #","metadata":{"consent":"yes"}}"#
        _ = try await harness.chat(String(asked))
        #expect(try await harness.records(2).map(\.consents) == [false, true])
      }
    }
  }

  @Test func `a model that is down shows in the records of the calls that were for it`()
    async throws
  {
    let plan = Harness.plan(
      [Harness.nobody("a"), Harness.nobody("b")], fallback: ["b"], breaker: .init(failures: 1))
    try await Harness.run(plan) { harness in
      // The second finds no backend that may be asked.
      #expect(try await harness.chat().status == 502)
      #expect(try await harness.chat().status == 503)
      let records = try await harness.records(2)
      #expect(records.map(\.outcome) == [.failed, .failed])
      #expect(records.map(\.arm) == ["stable", "stable"])
      #expect(records.map(\.model) == ["none", "none"])
      #expect(records.map(\.backend) == [nil, nil])
    }
  }

  @Test func `the figures are for who is here, and not for whom a proxy here speaks for`()
    async throws
  {
    try await StandIn.run { server in
      var plan = Harness.plan([Harness.backend("a", server)])
      try await Harness.run(plan) { harness async throws in
        #expect(try await harness.get("/metrics", key: nil).status == 200)
        for name in ["Forwarded", "X-Forwarded-For", "Via"] {
          let headers = [(name, "203.0.113.7")]
          #expect(try await harness.get("/metrics", key: nil, headers: headers).status == 401)
          #expect(try await harness.get("/metrics", headers: headers).status == 200)
        }
      }
      plan.listen.host = "0.0.0.0"
      try await Harness.run(plan) { harness async throws in
        #expect(try await harness.get("/metrics", key: nil).status == 401)
        #expect(try await harness.get("/metrics").status == 200)
      }
    }
  }

  @Test func `a refusal of the model and a filter are told apart from answers`() async throws {
    try await StandIn.run { server in
      let plan = Harness.plan([Harness.backend("a", server, model: "fault-refusal")])
      try await Harness.run(plan) { harness in
        for body in [Harness.question, Harness.streamed] {
          #expect(try await harness.chat(body).status == 200)
        }
        let records = try await harness.records(2)
        #expect(records.allSatisfy { $0.isRefusal && $0.outcome == .whole })
        #expect(records[0].answers == ["I'm sorry, I cannot assist with that request."])
        #expect(records[0].answers == records[1].answers)
        #expect(
          harness.metric("refusals_total{alias=\"house-voice\",backend=\"a\"}") == 2)
      }
    }
  }

  @Test func `who takes records slowly delays no answer, and what is too much is counted`()
    async throws
  {
    let (gate, entrance) = AsyncStream<Void>.makeStream()
    let plan = Harness.plan(
      [Harness.nobody("a")], limits: .init(recordBytes: 1 << 20), breaker: .init(failures: 100))
    try await Harness.run(plan, recording: { for await _ in gate { return } }) { harness in
      // 100 kB each, of which 1 MiB waits at the most; one is in the hands of who takes them.
      let filling = String(repeating: "x", count: 100_000)
      let large = Harness.question.replacing("{\"model", with: "{\"x\":\"\(filling)\",\"model")
      for _ in 0..<20 { #expect(try await harness.chat(large).status == 502) }
      #expect(harness.records.isEmpty)
      let dropped = { Int(harness.metric("records_dropped_total") ?? 0) }
      try await eventually { dropped() >= 8 }
      entrance.finish()
      try await eventually { harness.records.count + dropped() == 20 }
      #expect((8...10).contains(dropped()))
      #expect(harness.records.allSatisfy { $0.request == large })
    }
  }

  @Test func `feedback is handed on with who gave it`() async throws {
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        let up = try await harness.post(
          "/v1/feedback", #"{"id":"chatcmpl-1","rating":"up","comment":"good"}"#)
        #expect(up.status == 200)
        #expect(up.body == #"{"id":"chatcmpl-1","object":"feedback"}"#)
        let down = try await harness.post(
          "/v1/feedback", #"{"id":"chatcmpl-1","rating":"down","correction":"It opens at 8."}"#)
        #expect(down.status == 200)
        #expect(harness.feedback.map(\.rating) == [.up, .down])
        #expect(harness.feedback.map(\.client) == ["bot", "bot"])
        #expect(harness.feedback.last?.correction == "It opens at 8.")
        for bad in [
          "{}", "[]", "no", #"{"id":"x"}"#, #"{"id":"x","rating":"great"}"#,
          #"{"id":"x","rating":1}"#, #"{"id":"","rating":"up"}"#,
          #"{"id":"x","rating":"up","more":1}"#,
        ] {
          #expect(try await harness.post("/v1/feedback", bad).status == 400, "\(bad)")
        }
        let lost = try await harness.post(
          "/v1/feedback", #"{"id":"chatcmpl-1","comment":"fail"}"#)
        #expect(lost.status == 500)
        #expect(try await harness.post("/v1/feedback", "{}", key: "wrong").status == 401)
        #expect(harness.feedback.count == 2)
        #expect(harness.metric("feedback_total") == 2)
      }
    }
  }

  @Test func `the figures are such as Prometheus reads`() async throws {
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        for body in [Harness.question, Harness.streamed] { _ = try await harness.chat(body) }
        _ = try await harness.records(2)
        let page = try await harness.get("/metrics", key: nil)
        #expect(page.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
        var types: [Substring: Substring] = [:]
        for line in page.body.split(separator: "\n") {
          if line.hasPrefix("# TYPE ") {
            let words = line.split(separator: " ")
            #expect(types[words[2]] == nil)
            types[words[2]] = words[3]
            continue
          }
          if line.hasPrefix("# HELP ") { continue }
          let sample = try #require(
            line.wholeMatch(
              of: /([a-z_]+)(\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? ([0-9.e+-]+)/), "\(line)")
          let family = sample.1.replacing(/_(bucket|sum|count)$/, with: "")
          #expect(types[sample.1] != nil || types[family[...]] == "histogram", "\(line)")
        }
        let labels = "alias=\"house-voice\",backend=\"a\""
        #expect(harness.metric("requests_total{\(labels),status=\"200\"}") == 2)
        #expect(harness.metric("request_seconds_bucket{\(labels),le=\"+Inf\"}") == 2)
        #expect(harness.metric("request_seconds_count{\(labels)}") == 2)
        #expect(harness.metric("first_byte_seconds_count{\(labels)}") == 2)
        #expect(harness.metric("tokens_total{\(labels),direction=\"input\"}") == 1)
        #expect(harness.metric("calls_in_flight{alias=\"house-voice\",backend=\"a\"}") == 0)
        let buckets = Harness.buckets(page.body)
        #expect(buckets.count > 10 && buckets == buckets.sorted())
      }
    }
  }

  @Test(arguments: ["fault-401-echo", "fault-401", "fault-500", "fault-422", "none", "echo"])
  func `no key stands in an answer, a record or a figure`(_ fault: String) async throws {
    try await ScriptedBackend.run { echo in
      try await StandIn.run { server in
        let backend =
          fault == "echo"
          ? Harness.backend("a", echo)
          : Harness.backend("a", server, model: fault == "none" ? "stand-in-1" : fault)
        try await Harness.run(Harness.plan([backend])) { harness in
          let keys = [Harness.bot.secret, StandIn.key]
          // A client that writes its key where it does not belong.
          let body = Harness.question.replacing("Rooms", with: Harness.bot.secret)
          async let asked = harness.chat(body)
          if fault == "echo" {
            try await echo.next().answer(
              #"{"error":{"message":"Bad: \#(StandIn.key) c2stc3RhbmQtaW4tMDEyMzQ1Njc4OWFiY2RlZg=="}}"#,
              status: 400)
          }
          let answer = try await asked
          let text = "\(answer.headers) \(answer.body)"
          let record = try #require(try await harness.records(1).first)
          let written = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
          for key in keys {
            if fault != "none" { #expect(!text.contains(key)) }
            #expect(!written.contains(key))
            #expect(!harness.gateway.metrics.contains(key))
          }
          #expect(!text.contains("c2stc3RhbmQtaW4t"))
          #expect(record.request.contains("(key)"))
        }
      }
    }
  }
}

extension Harness {
  /// The counts of the first histogram.
  fileprivate static func buckets(_ page: String) -> [Int] {
    page.split(separator: "\n").filter { $0.contains("request_seconds_bucket") }
      .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
  }
}
