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
}
