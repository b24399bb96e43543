import AsyncHTTPClient
import Core
import Foundation
import Gateway
import NIOCore
import StandIn
import Testing

/// Reloading and stopping.
@Suite struct LifeTests {
  private static let event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"A\"}}]}\n\n"

  @Test func `a changed plan is for new calls, and those under way end on the old one`()
    async throws
  {
    try await ScriptedBackend.run { old in
      try await ScriptedBackend.run { new in
        try await Harness.run(Harness.plan([Harness.backend("a", old)])) { harness in
          let opened = Task { try await harness.stream() }
          let first = try await old.next()
          first.begin()
          first.send(Self.event)
          var pieces = try await opened.value.body.makeAsyncIterator()
          #expect(try await pieces.next() != nil)
          // The client's key is taken away with its backend.
          var plan = Harness.plan([Harness.backend("b", new)])
          plan.clients.removeFirst()
          try harness.gateway.reload(plan)
          first.send(Self.event)
          #expect(try await pieces.next().map { String(buffer: $0) } == Self.event)
          async let second = harness.chat(key: Harness.other.secret)
          try await new.next().answer("{}")
          #expect(try await second.header("x-colophon-backend") == "b")
          #expect(try await harness.chat().status == 401)
          first.send("data: [DONE]\n\n")
          first.end()
          while try await pieces.next() != nil {}
          let records = try await harness.records(2)
          #expect(records.map(\.backend) == ["b", "a"])
          #expect(records.map(\.outcome) == [.whole, .whole])
        }
      }
    }
  }

  @Test func `a plan that cannot be taken changes nothing`() async throws {
    try await StandIn.run { server in
      let plan = Harness.plan([Harness.backend("a", server)])
      try await Harness.run(plan) { harness in
        var other = plan
        other.listen.port = 4_000
        #expect(throws: GatewayError.self) { try harness.gateway.reload(other) }
        var keyless = plan
        keyless.backends[0].key = "NOBODY_HAS_THIS"
        #expect(throws: GatewayError.self) { try harness.gateway.reload(keyless) }
        let answer = try await harness.chat()
        #expect(answer.status == 200)
      }
    }
  }

  @Test func `a stop lets calls end, and takes no more`() async throws {
    try await ScriptedBackend.run { backend in
      try await Harness.run(Harness.plan([Harness.backend("a", backend)])) { harness in
        async let answer = harness.chat()
        let call = try await backend.next()
        async let stopped: Void = harness.gateway.stop(within: .seconds(20))
        try await eventually { (try? await harness.get("/health"))?.status != 200 }
        call.answer("{\"choices\":[]}")
        let found = try await answer
        #expect(found.status == 200)
        await stopped
        await #expect(throws: (any Error).self) { try await harness.chat() }
        #expect(try await harness.records(1).first?.outcome == .whole)
      }
    }
  }

  @Test func `a stop waits no longer than it is told, and tells clients`() async throws {
    try await ScriptedBackend.run { backend in
      try await Harness.run(Harness.plan([Harness.backend("a", backend)])) { harness in
        async let streamed = harness.chat(Harness.streamed)
        let first = try await backend.next()
        first.begin()
        first.send(Self.event)
        async let plain = harness.chat()
        _ = try await backend.next()
        try await eventually {
          harness.metric("calls_in_flight{alias=\"house-voice\",backend=\"a\"}") == 2
        }
        // The backend never ends its answers: that this returns says that nobody waited for them.
        await harness.gateway.stop(within: .milliseconds(200))
        let half = try await streamed
        #expect(half.body.hasPrefix(Self.event))
        #expect(half.body.contains("gateway_stopping"))
        let none = try await plain
        #expect(none.status == 503)
        #expect(none.errorCode == "gateway_stopping")
        try await first.closed()
        #expect(
          try await harness.records(2).map(\.outcome.rawValue).sorted() == ["failed", "half"])
      }
    }
  }

  @Test func `one that is stopped before it serves does not begin to`() async throws {
    let gateway = try Gateway(Harness.plan([Harness.nobody("a")]), environment: [:])
    await gateway.stop()
    try await gateway.run { _ in Issue.record("it listens") }
  }

  @Test func `one that is stopped while it begins ends without a word`() async throws {
    for _ in 0..<30 {
      let gateway = try Gateway(Harness.plan([Harness.nobody("a")]), environment: [:])
      async let serving: Void = gateway.run()
      async let stopping: Void = gateway.stop()
      await stopping
      try await serving
    }
  }

  @Test func `a port that is taken is said, not waited for`() async throws {
    try await StandIn.run { server in
      var plan = Harness.plan([Harness.backend("a", server)])
      plan.listen.port = server.port
      let gateway = try Gateway(plan, environment: ["BACKEND_KEY": "key-of-a-backend"])
      let error = await #expect(throws: GatewayError.self) { try await gateway.run() }
      #expect(error?.code == .cannotListen)
    }
  }

  @Test func `a task that is cancelled takes its gateway with it`() async throws {
    try await ScriptedBackend.run { backend in
      let gateway = try Gateway(
        Harness.plan([Harness.backend("a", backend)]),
        environment: ["BACKEND_KEY": "key-of-a-backend"])
      let (ports, entrance) = AsyncStream<Int>.makeStream()
      let serving = Task { try await gateway.run { entrance.yield($0) } }
      let port = await ports.first { _ in true } ?? 0
      let connection = try RawConnection(port: port)
      try connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try connection.receive().contains("200 OK"))
      serving.cancel()
      try await serving.value
      #expect(try connection.receive().isEmpty)
      _ = consume connection
    }
  }
}
