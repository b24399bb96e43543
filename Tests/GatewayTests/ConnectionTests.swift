import Core
import Foundation
import Gateway
import StandIn
import TestSupport
import Testing

/// Clients that go away, are slow, are many.
@Suite(.serialized) struct ConnectionTests {
  private static let event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"A\"}}]}\n\n"

  @Test(arguments: [false, true])
  func `a client that goes away takes its backend's call with it`(_ isBefore: Bool) async throws {
    try await ScriptedBackend.run { backend in
      try await Harness.run(Harness.plan([Harness.backend("a", backend)])) { harness in
        let port = harness.port
        let connection = try RawConnection(port: port)
        try connection.send(RawConnection.request(Harness.streamed, key: Harness.bot.secret))
        let call = try await backend.next()
        if !isBefore {
          call.begin()
          call.send(Self.event)
          #expect(try connection.receive().contains("200 OK"))
        }
        _ = consume connection
        try await call.closed()
        let record = try #require(try await harness.records(1).first)
        #expect(record.outcome == .abandoned)
        #expect(record.backend == (isBefore ? nil : "a"))
        #expect(record.answers == (isBefore ? [] : ["A"]))
        #expect(harness.metric("abandoned_total") == 1)
        #expect(harness.metric("calls_in_flight{alias=\"house-voice\",backend=\"a\"}") == 0)
        // It says nothing against the backend.
        #expect(harness.metric("backend_up{backend=\"a\"}") == 1)
      }
    }
  }

  @Test func `a client that reads nothing holds its backend back, and is cut off`() async throws {
    try await ScriptedBackend.run { backend in
      let plan = Harness.plan(
        [Harness.backend("a", backend)], limits: .init(slowClient: .seconds(1)))
      try await Harness.run(plan) { harness in
        let connection = try RawConnection(port: harness.port)
        try connection.send(RawConnection.request(Harness.streamed, key: Harness.bot.secret))
        let call = try await backend.next()
        call.begin()
        // 100 MB, of which no more is taken than the sockets on the way hold.
        let piece = "data: \"\(String(repeating: "x", count: 100_000))\"\n\n"
        var sent = 0
        while sent < 1_000, (try? await call.sendAndWait(piece)) != nil { sent += 1 }
        #expect(sent < 400, "\(sent)")
        let record = try #require(try await harness.records(1).first)
        #expect(record.outcome == .abandoned)
        _ = consume connection
      }
    }
  }

  @Test func `a request that does not arrive in time is not waited for`() async throws {
    try await StandIn.run { server in
      let plan = Harness.plan(
        [Harness.backend("a", server)], limits: .init(idle: .seconds(1), slowClient: .seconds(1)))
      try await Harness.run(plan) { harness in
        let whole = RawConnection.request(Harness.question, key: Harness.bot.secret)
        // Without the end of its headers, without the end of its body, and without anything.
        for part in [String(whole.prefix(60)), String(whole.dropLast(5)), ""] {
          let connection = try RawConnection(port: harness.port)
          if !part.isEmpty { try connection.send(part) }
          let descriptor = connection.descriptor
          let isClosed = try await onOwnThread { Self.isClosed(descriptor) }
          #expect(isClosed)
          _ = consume connection
        }
        #expect(server.calls.received == 0)
      }
    }
  }

  private static func isClosed(_ descriptor: Int32) -> Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, 0) <= 0
  }

  @Test func `headers beyond measure are refused`() async throws {
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        let long = String(repeating: "x", count: 20_000)
        let many = (0..<200).map { "X-\($0): y\r\n" }.joined()
        for headers in ["X-Long: \(long)\r\n", many] {
          let connection = try RawConnection(port: harness.port)
          try connection.send("GET /health HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")
          #expect(try connection.receive().hasPrefix("HTTP/1.1 400"))
          _ = consume connection
        }
      }
    }
  }

  @Test func `a connection serves one request after the other`() async throws {
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        let connection = try RawConnection(port: harness.port)
        for body in [Harness.question, Harness.streamed, "{}", Harness.question] {
          try connection.send(RawConnection.request(body, key: Harness.bot.secret))
          let isPlain = body != Harness.streamed
          var answer = ""
          while !(isPlain ? answer.hasSuffix("}") : answer.hasSuffix("0\r\n\r\n")) {
            let more = try connection.receive()
            try #require(!more.isEmpty)
            answer += more
          }
          #expect(answer.hasPrefix(body == "{}" ? "HTTP/1.1 400" : "HTTP/1.1 200"))
        }
        #expect(harness.metric("connections") == 1)
      }
    }
  }

  @Test func `10,000 idle connections keep nobody from an answer`() async throws {
    // Both ends of each are this process's.
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, 30_000)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let count = min(10_000, (Int(limit.rlim_cur) - 1_000) / 2)
    if count < 10_000 {
      print("only \(count) connections: this user may open \(limit.rlim_cur) files")
    }
    try await StandIn.run { server in
      try await Harness.run(Harness.plan([Harness.backend("a", server)])) { harness in
        let port = harness.port
        let descriptors = try await onOwnThread {
          var descriptors: [Int32] = []
          for _ in 0..<count { descriptors.append(try RawConnection.opened(port: port)) }
          return descriptors
        }
        defer { for descriptor in descriptors { close(descriptor) } }
        try await eventually { harness.metric("connections") ?? 0 >= Double(count) }
        for body in [Harness.question, Harness.streamed] {
          #expect(try await harness.chat(body).status == 200)
        }
        // The last of them speaks.
        let last = try #require(descriptors.last)
        let request = Array("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        #expect(send(last, request, request.count, 0) == request.count)
        var bytes = [UInt8](repeating: 0, count: 1_000)
        let received = recv(last, &bytes, bytes.count, 0)
        #expect(String(decoding: bytes[..<max(0, received)], as: UTF8.self).contains("200 OK"))
      }
    }
  }
}

extension RawConnection {
  /// A connection's descriptor, for who keeps thousands of them.
  fileprivate static func opened(port: Int) throws -> Int32 {
    let connection = try RawConnection(port: port)
    return dup(connection.descriptor)
  }
}
