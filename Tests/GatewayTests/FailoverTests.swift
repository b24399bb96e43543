import AsyncHTTPClient
import Core
import Foundation
import Gateway
import NIOCore
import NIOHTTP1
import StandIn
import Synchronization
import Testing

/// What happens when a backend does not answer, or not to the end.
@Suite struct FailoverTests {
  private static let refused = PlannedBackend(
    name: "a", url: "http://127.0.0.1:9/v1", model: "none")

  @Test(arguments: [
    (Fault.serverError, "status"), (.overloaded, "status"), (.overloadedLong, "status"),
    (.rateLimit, "busy"), (.quota, "busy"), (.hangUp, "closed"), (.silence, "stalled"),
    (.cut, "closed"), (.notJSON, "garbage"), (.page, "garbage"), (.pageBadGateway, "status"),
    (.wrongKeyEchoed, "misconfigured"), (.forbidden, "misconfigured"),
    (.noSuchModel, "misconfigured"), (.redirect, "misconfigured"),
  ])
  func `a backend that does not answer is left for the next`(
    _ fault: Fault, _ kind: String
  ) async throws {
    try await StandIn.run { bad in
      try await StandIn.run { good in
        let plan = Harness.plan(
          [
            Harness.backend(
              "a", bad, model: fault.rawValue,
              firstByte: fault == .silence ? .milliseconds(200) : .seconds(30)),
            Harness.backend("b", good),
          ], fallback: ["b"])
        try await Harness.run(plan, clock: Harness.stopped) { harness in
          // Streams too, as far as nothing of them has passed; a cut one is another test's.
          let bodies =
            fault == .cut || fault == .notJSON || fault == .page
            ? [Harness.question] : [Harness.question, Harness.streamed]
          for body in bodies {
            let answer = try await harness.chat(body)
            #expect(answer.status == 200)
            #expect(answer.header("x-colophon-backend") == "b")
          }
          // One that wants fewer calls is not asked a second time.
          let failures = kind == "busy" ? 1 : bodies.count
          let records = try await harness.records(bodies.count)
          #expect(records.allSatisfy { $0.outcome == .whole && $0.backend == "b" })
          let attempts = records.flatMap(\.failedAttempts)
          #expect(attempts.map(\.backend) == Array(repeating: "a", count: failures))
          #expect(attempts.map(\.kind) == Array(repeating: kind, count: failures))
          #expect(
            harness.metric("errors_total{alias=\"house-voice\",backend=\"a\",kind=\"\(kind)\"}")
              == Double(failures))
        }
      }
    }
  }

  @Test(arguments: [
    (Fault.serverError, 502, "backend_error"), (.silence, 504, "backend_timeout"),
    (.rateLimit, 429, "backend_rate_limit"), (.wrongKeyEchoed, 502, "backend_misconfigured"),
    (.page, 502, "backend_error"), (.hangUp, 502, "backend_error"),
    (.unprocessable, 422, ""),
  ])
  func `where no other backend is left the client is told why`(
    _ fault: Fault, _ status: Int, _ code: String
  ) async throws {
    try await StandIn.run { bad in
      let plan = Harness.plan([
        Harness.backend(
          "a", bad, model: fault.rawValue,
          firstByte: fault == .silence ? .milliseconds(300) : .seconds(30))
      ])
      try await Harness.run(plan) { harness in
        let answer = try await harness.chat()
        #expect(answer.status == status)
        #expect(answer.errorCode ?? "" == code)
        #expect(answer.json["error"]?["message"]?.text?.isEmpty == false)
        #expect((answer.header("retry-after") != nil) == (status == 429))
        let record = try #require(try await harness.records(1).first)
        #expect(record.outcome == .failed)
        #expect(record.status == status)
      }
    }
  }

  @Test func `a backend that refuses connections is a 502, and left for the next`() async throws {
    try await StandIn.run { good in
      try await Harness.run(Harness.plan([Self.refused])) { harness in
        let answer = try await harness.chat()
        #expect(answer.status == 502)
        #expect(answer.json["error"]?["message"]?.text?.contains("refuses connections") == true)
      }
      let plan = Harness.plan([Self.refused, Harness.backend("b", good)], fallback: ["b"])
      try await Harness.run(plan) { harness in
        let answer = try await harness.chat()
        #expect(answer.header("x-colophon-backend") == "b")
      }
    }
  }

  @Test func `a request that is itself at fault is no backend's failure`() async throws {
    try await StandIn.run { server in
      let plan = Harness.plan(
        [Harness.backend("a", server, model: "fault-422"), Harness.backend("b", server)],
        fallback: ["b"], breaker: .init(failures: 1))
      try await Harness.run(plan) { harness in
        for _ in 0..<3 {
          let answer = try await harness.chat()
          #expect(answer.status == 422)
          #expect(answer.header("x-colophon-backend") == "a")
        }
        #expect(server.calls.received == 3)
      }
    }
  }

  @Test(arguments: [true, false])
  func `half a stream ends in an error event, and no other backend is asked`(
    _ isResponse: Bool
  ) async throws {
    try await StandIn.run { bad in
      try await StandIn.run { good in
        let plan = Harness.plan(
          [Harness.backend("a", bad, model: "fault-cut"), Harness.backend("b", good)],
          fallback: ["b"])
        try await Harness.run(plan) { harness in
          let body =
            isResponse
            ? #"{"model":"house-voice","stream":true,"input":"Rooms?"}"# : Harness.streamed
          let answer = try await harness.post(
            isResponse ? "/v1/responses" : "/v1/chat/completions", body)
          #expect(answer.status == 200)
          let last = try #require(answer.body.split(separator: "\n\n").last)
          #expect(last.hasPrefix(isResponse ? "event: error\ndata: " : "data: "))
          #expect(last.contains("\"code\":\"backend_error\""))
          #expect(!answer.body.contains("[DONE]"))
          #expect(good.calls.received == 0)
          let record = try #require(try await harness.records(1).first)
          #expect(record.outcome == .half)
          #expect(record.backend == "a")
          #expect(record.answers.first?.isEmpty == false)
          #expect(record.failedAttempts.map(\.kind) == ["closed"])
        }
      }
    }
  }

  @Test func `an error that the backend sends within a stream is passed on as it is`()
    async throws
  {
    try await StandIn.run { server in
      let plan = Harness.plan([Harness.backend("a", server, model: "fault-stream-error")])
      try await Harness.run(plan) { harness in
        let answer = try await harness.chat(Harness.streamed)
        #expect(answer.body.hasSuffix("\n\n"))
        #expect(answer.body.components(separatedBy: "\"error\"").count == 2)
        #expect(try await harness.records(1).first?.outcome == .half)
      }
    }
  }

  @Test func `a stream that stalls after its first event is ended, one before is left`()
    async throws
  {
    try await ScriptedBackend.run { first in
      try await ScriptedBackend.run { second in
        let plan = Harness.plan(
          [
            Harness.backend("a", first, betweenChunks: .milliseconds(300)),
            Harness.backend("b", second, betweenChunks: .milliseconds(300)),
          ], fallback: ["b"])
        try await Harness.run(plan) { harness in
          async let answer = harness.chat(Harness.streamed)
          // The head and half an event are no answer yet.
          let stalled = try await first.next()
          stalled.begin()
          stalled.send("data: {\"choi")
          let call = try await second.next()
          try await stalled.closed()
          call.begin()
          call.send("data: {\"choices\":[{\"delta\":{\"content\":\"A\"}}]}\n\ndata: {\"ch")
          let found = try await answer
          #expect(found.status == 200)
          #expect(
            found.body.hasPrefix(
              "data: {\"choices\":[{\"delta\":{\"content\":\"A\"}}]}\n\ndata: {\"error\""))
          #expect(found.body.contains("backend_timeout"))
          try await call.closed()
          let record = try #require(try await harness.records(1).first)
          #expect(record.failedAttempts.map(\.kind) == ["stalled", "stalled"])
          #expect(record.outcome == .half)
        }
      }
    }
  }

  @Test func `a connection that the backend closed meanwhile costs nobody an answer`()
    async throws
  {
    try await ScriptedBackend.run { backend in
      let plan = Harness.plan([Harness.backend("a", backend)])
      try await Harness.run(plan, clock: Harness.stopped) { harness in
        async let answer = harness.chat()
        try await backend.next().hangUp()
        try await backend.next().answer("{\"choices\":[]}")
        #expect(try await answer.status == 200)
        #expect(try await harness.records(1).first?.failedAttempts.isEmpty == true)
      }
    }
  }

  @Test func `a request that the backend ended over is not sent to it again`() async throws {
    try await ScriptedBackend.run { backend in
      let time = Mutex(0.0)
      let clock = GatewayClock(
        date: GatewayClock.system.date, uptime: { time.withLock { $0 } })
      try await Harness.run(Harness.plan([Harness.backend("a", backend)]), clock: clock) {
        harness in
        async let answer = harness.chat()
        let poisoned = try await backend.next()
        time.withLock { $0 = 5 }
        poisoned.hangUp()
        #expect(try await answer.status == 502)
        async let second = harness.chat()
        // The next that comes in is another one.
        try await backend.next().answer("{}")
        #expect(try await second.status == 200)
        #expect(try await harness.records(2).first?.failedAttempts.map(\.kind) == ["closed"])
      }
    }
  }

  @Test(arguments: [
    [#"{"choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"}]}"#],
    [#"{"choices":[{"index":0,"delta":{"content":"A"}}]}"#, "[DONE]"],
  ])
  func `what goes wrong behind an answer's end is no fault of the answer`(
    _ events: [String]
  ) async throws {
    try await ScriptedBackend.run { backend in
      let plan = Harness.plan([Harness.backend("a", backend)], breaker: .init(failures: 1))
      try await Harness.run(plan) { harness in
        let sent = events.map { "data: \($0)\n\n" }.joined()
        async let answer = harness.chat(Harness.streamed)
        let call = try await backend.next()
        call.begin()
        try await call.sendAndWait(sent)
        call.hangUp()
        #expect(try await answer.body == sent)
        let record = try #require(try await harness.records(1).first)
        #expect(record.outcome == .whole && record.error == nil)
        #expect(record.failedAttempts.isEmpty && record.answers == ["A"])
        #expect(harness.metric("backend_up{backend=\"a\"}") == 1)
      }
    }
  }

  @Test func `an answer that is over is not waited for, and its connection is let go`()
    async throws
  {
    try await ScriptedBackend.run { backend in
      try await Harness.run(Harness.plan([Harness.backend("a", backend)])) { harness in
        async let answer = harness.chat(Harness.streamed)
        let call = try await backend.next()
        call.begin()
        call.send("data: {\"choices\":[]}\n\ndata: [DONE]\n\n")
        #expect(try await answer.body.hasSuffix("data: [DONE]\n\n"))
        #expect(try await harness.records(1).first?.outcome == .whole)
        try await call.closed()
      }
    }
  }

  @Test func `a late answer of before an outage does not end it`() async throws {
    try await ScriptedBackend.run { backend in
      let time = Mutex(0.0)
      let clock = GatewayClock(
        date: GatewayClock.system.date, uptime: { time.withLock { $0 } })
      let plan = Harness.plan([Harness.backend("a", backend)], breaker: .init(failures: 1))
      try await Harness.run(plan, clock: clock) { harness in
        async let early = harness.chat()
        async let late = harness.chat()
        let (first, second) = (try await backend.next(), try await backend.next())
        async let failing = harness.chat()
        try await backend.next().answer("{}", status: 500)
        #expect(try await failing.status == 502)
        first.answer("{}")
        #expect(try await harness.records(2).last?.outcome == .whole)
        #expect(harness.metric("backend_up{backend=\"a\"}") == 0)
        #expect(try await harness.chat().errorCode == "backend_unavailable")
        // While one tries, another's old answer says nothing either.
        time.withLock { $0 = 11 }
        async let trying = harness.chat()
        let trial = try await backend.next()
        second.answer("{}")
        _ = try await (early, late)
        #expect(try await harness.chat().errorCode == "backend_unavailable")
        trial.answer("{}")
        #expect(try await trying.status == 200)
        try await eventually { harness.metric("backend_up{backend=\"a\"}") == 1 }
      }
    }
  }

  @Test func `after failures in a row a backend is left alone, then tried by one call`()
    async throws
  {
    try await StandIn.run { server in
      let time = Mutex(0.0)
      let clock = GatewayClock(
        date: GatewayClock.system.date, uptime: { time.withLock { $0 } })
      let plan = Harness.plan(
        [Harness.backend("a", server)], breaker: .init(failures: 3, rest: .seconds(10)))
      try await Harness.run(plan, clock: clock) { harness in
        server.script(Array(repeating: .serverError, count: 4))
        for _ in 0..<3 { #expect(try await harness.chat().status == 502) }
        #expect(harness.metric("backend_up{backend=\"a\"}") == 0)
        time.withLock { $0 = 3 }
        let open = try await harness.chat()
        #expect(open.status == 503)
        #expect(open.errorCode == "backend_unavailable")
        #expect(open.header("retry-after") == "7")
        #expect(server.calls.received == 3)
        time.withLock { $0 = 10 }
        // One tries, and fails: open again, for twice as long.
        #expect(try await harness.chat().status == 502)
        time.withLock { $0 = 29 }
        #expect(try await harness.chat().status == 503)
        time.withLock { $0 = 30 }
        #expect(try await harness.chat().status == 200)
        #expect(try await harness.chat().status == 200)
        #expect(server.calls.received == 6)
        #expect(harness.metric("backend_up{backend=\"a\"}") == 1)
      }
    }
  }

  @Test func `a backend that is unwell is asked last, until it is well again`() async throws {
    try await ScriptedBackend.run { sick in
      try await StandIn.run { good in
        sick.isWell.withLock { $0 = false }
        let plan = Harness.plan(
          [Harness.backend("a", sick, health: "/health"), Harness.backend("b", good)],
          breaker: .init(healthEvery: .milliseconds(30)))
        try await Harness.run(plan) { harness in
          try await eventually { harness.metric("backend_up{backend=\"a\"}") == 0 }
          for _ in 0..<10 {
            #expect(try await harness.chat().header("x-colophon-backend") == "b")
          }
          sick.isWell.withLock { $0 = true }
          try await eventually { harness.metric("backend_up{backend=\"a\"}") == 1 }
          #expect(sick.checks.withLock { $0 } > 2)
        }
      }
    }
  }
}
