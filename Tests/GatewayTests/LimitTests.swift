import Core
import Foundation
import Gateway
import StandIn
import Synchronization
import Testing

/// How much a client may ask.
@Suite struct LimitTests {
  @Test func `more requests than a minute has are told when to come again`() async throws {
    try await StandIn.run { server in
      let plan = Harness.plan([Harness.backend("a", server)], requestsPerMinute: 5)
      try await Harness.run(plan, clock: Harness.stopped) { harness in
        for _ in 0..<5 { #expect(try await harness.chat().status == 200) }
        let answer = try await harness.chat()
        #expect(answer.status == 429)
        #expect(answer.errorCode == "rate_limit_exceeded")
        #expect(answer.header("retry-after") == "60")
        #expect(server.calls.received == 5)
        // Another client has limits of its own.
        #expect(try await harness.chat(key: Harness.other.secret).status == 200)
        // Feedback counts too, and a reload does not forget.
        try harness.gateway.reload(plan)
        #expect(try await harness.post("/v1/feedback", "{\"id\":\"x\"}").status == 429)
        let records = try await harness.records(7)
        #expect(records.map(\.outcome).filter { $0 == .refused }.count == 1)
        #expect(records.contains { $0.status == 429 && $0.error == "rate_limit_exceeded" })
        #expect(harness.metric("turned_away_total{code=\"rate_limit_exceeded\"}") == 2)
      }
    }
  }

  @Test func `a day's tokens are counted until midnight, and those used before are known`()
    async throws
  {
    try await StandIn.run { server in
      // 2026-11-21 23:00:00 UTC.
      let time = Mutex(Date(timeIntervalSince1970: 1_795_302_000))
      let clock = GatewayClock(
        date: { time.withLock { $0 } }, uptime: GatewayClock.system.uptime)
      let plan = Harness.plan([Harness.backend("a", server)], tokensPerDay: 1_000)
      try await Harness.run(plan, usedToday: ["bot": 999], clock: clock) { harness in
        #expect(try await harness.chat(Harness.streamed).status == 200)
        _ = try await harness.records(1)
        let answer = try await harness.chat()
        #expect(answer.status == 429)
        #expect(answer.errorCode == "token_limit_exceeded")
        // What was answered can still be judged.
        let feedback = try await harness.post("/v1/feedback", #"{"id":"x","rating":"up"}"#)
        #expect(feedback.status == 200)
        #expect(answer.header("retry-after") == "3600")
        time.withLock { $0 += 3600 }
        #expect(try await harness.chat().status == 200)
        let records = try await harness.records(3)
        #expect(records.last?.outputTokens ?? 0 > 0)
      }
    }
  }

  @Test func `calls beyond what the gateway bears are told to come again`() async throws {
    try await ScriptedBackend.run { backend in
      let plan = Harness.plan([Harness.backend("a", backend)], limits: .init(calls: 1))
      try await Harness.run(plan) { harness in
        async let first = harness.chat()
        let call = try await backend.next()
        let second = try await harness.chat()
        #expect(second.status == 503)
        #expect(second.errorCode == "gateway_busy")
        #expect(second.header("retry-after") == "1")
        call.answer("{}")
        #expect(try await first.status == 200)
        async let third = harness.chat()
        try await backend.next().answer("{}")
        #expect(try await third.status == 200)
      }
    }
  }

  @Test func `who is refused before the body is read has taken nothing back`() async throws {
    try await ScriptedBackend.run { backend in
      var plan = Harness.plan([Harness.backend("a", backend)], limits: .init(calls: 1))
      plan.clients[0].consents = true
      try await Harness.run(plan) { harness in
        async let first = harness.chat()
        let call = try await backend.next()
        #expect(try await harness.chat().status == 503)
        let refused = try #require(try await harness.records(1).first)
        #expect(refused.outcome == .refused && refused.error == "gateway_busy")
        #expect(refused.consents)
        #expect(refused.request.isEmpty && refused.requestDigest == nil)
        call.answer("{}")
        #expect(try await first.status == 200)
      }
    }
  }

  @Test func `a request that is still coming in counts among the calls`() async throws {
    try await StandIn.run { server in
      let plan = Harness.plan([Harness.backend("a", server)], limits: .init(calls: 1))
      try await Harness.run(plan) { harness in
        let connection = try RawConnection(port: harness.port)
        let whole = RawConnection.request(
          Harness.question, key: Harness.bot.secret, headers: "Expect: 100-continue\r\n")
        try connection.send(String(whole.dropLast(Harness.question.utf8.count)))
        #expect(try connection.receive().hasPrefix("HTTP/1.1 100"))
        #expect(try await harness.chat().errorCode == "gateway_busy")
        try connection.send(Harness.question)
        #expect(try connection.receive().hasPrefix("HTTP/1.1 200"))
        try await eventually { try await harness.chat().status == 200 }
        _ = consume connection
      }
    }
  }

  @Test func `requests hold no more bytes than they may, all together`() async throws {
    try await ScriptedBackend.run { backend in
      let limits = GatewayPlan.Limits(bodyBytes: 100_000, heldBytes: 150_000)
      let plan = Harness.plan([Harness.backend("a", backend)], limits: limits)
      try await Harness.run(plan) { harness in
        let filling = String(repeating: "x", count: 90_000)
        let large = Harness.question.replacing("Rooms?", with: filling)
        async let first = harness.chat(large)
        let call = try await backend.next()
        let refused = try await harness.chat(large)
        #expect(refused.status == 503)
        #expect(refused.errorCode == "gateway_busy")
        #expect(refused.header("retry-after") == "1")
        // A small one still has room.
        async let small = harness.chat()
        try await backend.next().answer("{}")
        #expect(try await small.status == 200)
        call.answer("{}")
        #expect(try await first.status == 200)
        // What was held is given back when a call is over.
        let last = Task {
          var answer = try await harness.chat(large)
          while answer.status == 503 { answer = try await harness.chat(large) }
          return answer.status
        }
        try await backend.next().answer("{}")
        #expect(try await last.value == 200)
      }
    }
  }

  @Test func `who waits for a word before the body is refused at once`() async throws {
    try await StandIn.run { server in
      let plan = Harness.plan([Harness.backend("a", server)], requestsPerMinute: 1)
      try await Harness.run(plan, clock: Harness.stopped) { harness in
        let expecting = "Expect: 100-continue\r\n"
        let first = RawConnection.request(
          Harness.question, key: Harness.bot.secret, headers: expecting)
        let head = String(first.dropLast(Harness.question.utf8.count))
        let connection = try RawConnection(port: harness.port)
        try connection.send(head)
        #expect(try connection.receive().hasPrefix("HTTP/1.1 100"))
        try connection.send(Harness.question)
        #expect(try connection.receive().hasPrefix("HTTP/1.1 200"))
        _ = consume connection
        let wrong = head.replacing(Harness.bot.secret, with: "wrong")
        for (head, status) in [(head, "429"), (wrong, "401")] {
          let connection = try RawConnection(port: harness.port)
          try connection.send(head)
          var answer = ""
          while true {
            let more = try connection.receive()
            if more.isEmpty { break }
            answer += more
          }
          #expect(answer.hasPrefix("HTTP/1.1 \(status)"))
          #expect(answer.lowercased().contains("connection: close"))
          _ = consume connection
        }
      }
    }
  }
}
