import AsyncHTTPClient
import Core
import Foundation
import Gateway
import NIOCore
import NIOHTTP1
import NIOPosix
import StandIn
import Synchronization

/// A gateway that serves while a test runs.
final class Harness: Sendable {
  /// What one request brought.
  struct Answer: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: String

    /// The body as JSON.
    var json: JSONValue {
      (try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8))) ?? .null
    }

    var errorCode: String? { json["error"]?["code"]?.text }

    func header(_ name: String) -> String? { headers.first(name: name) }
  }

  static let bot = ClientKey.make()
  static let other = ClientKey.make()
  static let question = #"{"model":"house-voice","messages":[{"role":"user","content":"Rooms?"}]}"#
  static let streamed =
    #"{"model":"house-voice","stream":true,"messages":[{"role":"user","content":"Rooms?"}]}"#
  static let http: HTTPClient = {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 2_000
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// One that stands still where seconds count.
  static let stopped = GatewayClock(date: GatewayClock.system.date, uptime: { 0 })

  let gateway: Gateway
  let port: Int
  private let kept: Kept

  /// What the gateway handed on.
  final class Kept: Sendable {
    let records = Mutex<[GatewayRecord]>([])
    let feedback = Mutex<[Feedback]>([])
  }

  private init(_ gateway: Gateway, _ port: Int, _ kept: Kept) {
    self.gateway = gateway
    self.port = port
    self.kept = kept
  }

  var url: String { "http://127.0.0.1:\(port)" }
  var feedback: [Feedback] { kept.feedback.withLock { $0 } }
  var records: [GatewayRecord] { kept.records.withLock { $0 } }

  /// The records, when there are so many.
  func records(_ count: Int) async throws -> [GatewayRecord] {
    try await eventually { self.records.count >= count }
    return records
  }

  /// Serves a plan on a free port while a test's body runs.
  static func run<Result: Sendable>(
    _ plan: GatewayPlan, environment: [String: String] = ["BACKEND_KEY": StandIn.key],
    usedToday: [String: Int] = [:], clock: GatewayClock = .system,
    recording: @escaping @Sendable () async -> Void = {},
    _ body: (Harness) async throws -> Result
  ) async throws -> Result {
    let kept = Kept()
    let gateway = try Gateway(
      plan, environment: environment, usedToday: usedToday, clock: clock,
      feedback: { feedback in
        if feedback.comment == "fail" { throw CancellationError() }
        kept.feedback.withLock { $0.append(feedback) }
      },
      record: { record in
        await recording()
        kept.records.withLock { $0.append(record) }
      })
    let (ports, entrance) = AsyncStream<Int>.makeStream()
    async let serving: Void = gateway.run { entrance.yield($0) }
    var port = 0
    for await found in ports {
      port = found
      break
    }
    do {
      let result = try await body(Harness(gateway, port, kept))
      await gateway.stop(within: .milliseconds(100))
      try await serving
      return result
    } catch {
      await gateway.stop(within: .milliseconds(100))
      try await serving
      throw error
    }
  }

  /// One backend under one alias, and a client that may use it.
  static func plan(
    _ backends: [PlannedBackend], fallback: [String] = [], sticky: String? = nil,
    limits: GatewayPlan.Limits = .init(), breaker: GatewayPlan.Breaker = .init(),
    requestsPerMinute: Int? = nil, tokensPerDay: Int? = nil
  ) -> GatewayPlan {
    let arm = PlannedAlias.Arm(
      name: "stable", backends: backends.map(\.name).filter { !fallback.contains($0) })
    return GatewayPlan(
      listen: .init(port: 0), limits: limits, breaker: breaker, backends: backends,
      aliases: [
        PlannedAlias(name: "house-voice", arms: [arm], fallback: fallback, sticky: sticky),
        PlannedAlias(name: "secret-voice", arms: [arm]),
      ],
      clients: [
        PlannedClient(
          name: "bot", key: bot.digest, aliases: ["house-voice"],
          requestsPerMinute: requestsPerMinute, tokensPerDay: tokensPerDay),
        PlannedClient(name: "other", key: other.digest, aliases: ["house-voice", "secret-voice"]),
      ])
  }

  static func backend(
    _ name: String, _ server: StandIn, model: String = "stand-in-1",
    firstByte: Duration = .seconds(30)
  ) -> PlannedBackend {
    PlannedBackend(
      name: name, url: server.baseURL, key: "BACKEND_KEY", model: model, firstByte: firstByte)
  }

  static func backend(
    _ name: String, _ server: ScriptedBackend, firstByte: Duration = .seconds(30),
    betweenChunks: Duration = .seconds(30), health: String? = nil
  ) -> PlannedBackend {
    PlannedBackend(
      name: name, url: server.baseURL, key: "BACKEND_KEY", model: "their-model",
      firstByte: firstByte, betweenChunks: betweenChunks, health: health)
  }

  /// A backend at a port that nobody listens on.
  static func nobody(_ name: String) -> PlannedBackend {
    PlannedBackend(name: name, url: "http://127.0.0.1:9/v1", model: "none")
  }

  private func request(
    _ method: HTTPMethod, _ path: String, key: String?, _ headers: [(String, String)]
  ) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url + path)
    request.method = method
    if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    return request
  }

  func post(
    _ path: String, _ body: String, key: String? = bot.secret,
    headers: [(String, String)] = []
  ) async throws -> Answer {
    var request = request(.POST, path, key: key, headers)
    request.body = .bytes(ByteBuffer(string: body))
    return try await answer(request)
  }

  func chat(
    _ body: String = question, key: String? = bot.secret, headers: [(String, String)] = []
  ) async throws -> Answer {
    try await post("/v1/chat/completions", body, key: key, headers: headers)
  }

  func get(
    _ path: String, key: String? = bot.secret, headers: [(String, String)] = []
  ) async throws -> Answer {
    try await answer(request(.GET, path, key: key, headers))
  }

  private func answer(_ request: HTTPClientRequest) async throws -> Answer {
    let response = try await Self.http.execute(request, timeout: .seconds(60))
    let body = try await response.body.collect(upTo: 64 << 20)
    return Answer(
      status: Int(response.status.code), headers: response.headers, body: String(buffer: body))
  }

  /// A streamed call whose answer is read piece by piece.
  func stream(_ body: String = streamed) async throws -> HTTPClientResponse {
    var request = request(.POST, "/v1/chat/completions", key: Self.bot.secret, [])
    request.body = .bytes(ByteBuffer(string: body))
    return try await Self.http.execute(request, timeout: .seconds(60))
  }

  /// The value of a metric's line.
  func metric(_ line: String) -> Double? {
    gateway.metrics.split(separator: "\n").first { $0.hasPrefix("colophon_gateway_\(line) ") }
      .flatMap { Double($0.split(separator: " ").last ?? "") }
  }
}

struct NeverCame: Error {}

/// Waits until something holds.
func eventually(_ holds: () async throws -> Bool) async throws {
  let end = ContinuousClock.now.advanced(by: .seconds(60))
  while ContinuousClock.now < end {
    if try await holds() { return }
    try await Task.sleep(for: .milliseconds(5))
  }
  throw NeverCame()
}
