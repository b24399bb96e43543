import Core
import Formats
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Answers one request after the other of a connection: finds the route, and who asks.
struct Responder: Sendable {
  let state: GatewayState
  let clients: BackendClients

  /// The connection is to be closed: what is left of the request is not read.
  struct ConnectionOver: Error {}

  @concurrent
  func respond(
    _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    // It is closed already.
    guard let connection = state.connections[channel] else { throw ConnectionOver() }
    let path = request.uri.path
    switch (request.method, path) {
    case (.post, "/v1/chat/completions"):
      try await answer(.chat, request, writer, connection)
    case (.post, "/v1/responses"):
      try await answer(.responses, request, writer, connection)
    case (.post, "/v1/feedback"): try await takeFeedback(request, writer, connection)
    case (.get, "/v1/models"): try await listModels(request, writer)
    case (.get, "/health"): try await send(health, to: writer)
    case (.get, "/metrics"): try await showMetrics(request, writer, channel)
    case (.get, _) where path.hasPrefix("/v1/models/"):
      try await showModel(String(path.dropFirst("/v1/models/".count)), request, writer)
    default: try await turnAway(Self.noRoute(request.method, path), request, writer, connection)
    }
  }

  private static let paths: Set<String> = [
    "/v1/chat/completions", "/v1/responses", "/v1/feedback", "/v1/models", "/health", "/metrics",
  ]

  private static func noRoute(_ method: HTTPRequest.Method, _ path: String) -> APIRefusal {
    if paths.contains(path) {
      return APIRefusal(
        405, "invalid_request_error", code: "method_not_supported",
        "Not allowed to \(method.rawValue) this URL.")
    }
    return APIRefusal(404, "invalid_request_error", code: "unknown_url", "Unknown request URL.")
  }

  /// The client that the request's key belongs to.
  func caller(
    of request: Request, in generation: Generation
  ) throws(APIRefusal) -> (client: Client, secret: Substring) {
    guard let said = request.headers[.authorization], !said.isEmpty else { throw .noKey }
    let parts = said.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer",
      let client = generation.client(withKey: parts[1])
    else { throw .wrongKey }
    return (client, parts[1])
  }

  // Reading.

  /// The request's body, or why it is not taken; a client that takes too long over it is cut off.
  ///
  /// - Parameter held: counts the bytes of it; `state` is to be told when they are held no more.
  @concurrent
  func body(
    of request: Request, upTo most: Int, holding held: inout Int,
    _ writer: borrowing ResponseWriter, _ connection: ClientConnection
  ) async throws -> Result<ByteBuffer, APIRefusal> {
    let said = request.headers[.contentLength].flatMap { Int($0) }
    if let said, said > most { return .failure(.tooLong(most)) }
    connection.sends(true)
    defer { connection.sends(false) }
    if Self.waitsForWord(request) {
      try await writer.writeInformationalHead(HTTPResponse(status: .continue))
    }
    // Bytes of our own: a piece keeps the whole of what was read with it.
    var collected = ByteBuffer()
    collected.reserveCapacity(min(said ?? 0, Self.mostReserved))
    var count = 0
    var hasRoom = true
    for try await var piece in request.body {
      count += piece.readableBytes
      guard count <= most else { return .failure(.tooLong(most)) }
      guard hasRoom else { continue }
      if state.hold(bytes: piece.readableBytes) {
        held += piece.readableBytes
        collected.writeBuffer(&piece)
      } else {
        // The rest is read, for a client that still writes does not see an answer; none of it is kept.
        hasRoom = false
        collected = ByteBuffer()
        state.release(bytes: held)
        held = 0
      }
    }
    return hasRoom ? .success(collected) : .failure(.noRoom)
  }

  /// The most bytes that are made room for before they come.
  private static let mostReserved = 64 << 10

  /// Whether the client sends its body only when it is told to.
  static func waitsForWord(_ request: Request) -> Bool {
    request.headers[.expect]?.lowercased() == "100-continue"
  }

  /// Reads the body of a request that is refused, as far as that can be asked: a client that still writes
  /// does not see an answer.
  private func skip(_ request: Request, _ connection: ClientConnection) async throws {
    connection.sends(true)
    defer { connection.sends(false) }
    var left = state.generation.plan.limits.bodyBytes
    for try await piece in request.body {
      left -= piece.readableBytes
      guard left >= 0 else { throw ConnectionOver() }
    }
  }

  // Writing.

  /// A whole response.
  struct Plain {
    var status = 200
    var type = "application/json"
    var headers = HTTPFields()
    var body: ByteBuffer
  }

  @concurrent
  func send(_ plain: Plain, to writer: consuming ResponseWriter) async throws {
    var head = Self.head(plain.status, type: plain.type, plain.headers)
    head.headerFields[.contentLength] = "\(plain.body.readableBytes)"
    try await writer.write(response: head, body: ResponseBody(byteBuffer: plain.body))
  }

  static func head(_ status: Int, type: String, _ headers: HTTPFields) -> HTTPResponse {
    var fields = headers
    fields[.contentType] = type
    return HTTPResponse(
      status: HTTPResponse.Status(integerLiteral: status), headerFields: fields)
  }

  static func plain(_ refusal: APIRefusal) -> Plain {
    var plain = Plain(status: refusal.status, body: refusal.body)
    if let wait = refusal.retryAfter {
      plain.headers[.retryAfter] = "\(max(1, Int(wait.rounded(.up))))"
    }
    if refusal.status == 401 { plain.headers[.wwwAuthenticate] = "Bearer" }
    return plain
  }

  /// Refuses a request that is no call, and whose body was not read.
  @concurrent
  func turnAway(
    _ refusal: APIRefusal, _ request: Request, _ writer: consuming ResponseWriter,
    _ connection: ClientConnection
  ) async throws {
    state.metrics.turnedAway(refusal.code ?? refusal.type)
    try await sendUnread(refusal, request, writer, connection)
  }

  /// Sends the refusal of a request whose body was not read.
  @concurrent
  func sendUnread(
    _ refusal: APIRefusal, _ request: Request, _ writer: consuming ResponseWriter,
    _ connection: ClientConnection
  ) async throws {
    guard !Self.waitsForWord(request) else {
      // What it would send is not wanted, and it may send it or not: nothing can follow.
      return try await sendLast(refusal, writer)
    }
    try await skip(request, connection)
    try await send(Self.plain(refusal), to: writer)
  }

  /// Sends a refusal, and closes the connection: the rest of the request is not wanted.
  @concurrent
  func sendLast(_ refusal: APIRefusal, _ writer: consuming ResponseWriter) async throws {
    var plain = Self.plain(refusal)
    plain.headers[.connection] = "close"
    try await send(plain, to: writer)
    throw ConnectionOver()
  }

  // What needs no backend.

  private var health: Plain {
    if state.isStopping { return Self.plain(.stopping) }
    return Plain(body: ByteBuffer(string: #"{"status":"ok"}"#))
  }

  @concurrent
  private func listModels(_ request: Request, _ writer: consuming ResponseWriter) async throws {
    let generation = state.generation
    let found: Client
    do throws(APIRefusal) {
      found = try caller(of: request, in: generation).client
    } catch {
      state.metrics.turnedAway(error.code ?? error.type)
      return try await send(Self.plain(error), to: writer)
    }
    let models = found.plan.aliases.map(Self.model)
    let list = JSONValue.object(["object": .string("list"), "data": .array(models)])
    try await send(Plain(body: ByteBuffer(bytes: CanonicalJSON.line(list))), to: writer)
  }

  @concurrent
  private func showModel(
    _ name: String, _ request: Request, _ writer: consuming ResponseWriter
  ) async throws {
    let plain: Plain
    do throws(APIRefusal) {
      let client = try caller(of: request, in: state.generation).client
      guard client.plan.aliases.contains(name) else { throw Self.noAlias(name) }
      plain = Plain(
        body: ByteBuffer(bytes: (try? CanonicalJSON.line(Self.model(name))) ?? Data()))
    } catch {
      state.metrics.turnedAway(error.code ?? error.type)
      plain = Self.plain(error)
    }
    try await send(plain, to: writer)
  }

  static func noAlias(_ name: String) -> APIRefusal {
    APIRefusal(
      404, "invalid_request_error", code: "model_not_found",
      "The model `\(name.prefix(100))` does not exist or you do not have access to it.")
  }

  private static func model(_ alias: String) -> JSONValue {
    .object([
      "id": .string(alias), "object": .string("model"), "created": .integer(0),
      "owned_by": .string("colophon"),
    ])
  }

  /// The figures, for who is on this machine or has a key. A proxy on this machine speaks for others.
  @concurrent
  private func showMetrics(
    _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    let generation = state.generation
    let isHere =
      GatewayPlan.Listen.isLocal(generation.plan.listen.host)
      && GatewayPlan.Listen.isLocal(channel.remoteAddress?.ipAddress ?? "")
    if !isHere || HTTPFields.Own.proxied.contains(where: { request.headers.contains($0) }) {
      do throws(APIRefusal) {
        _ = try caller(of: request, in: generation)
      } catch {
        return try await send(Self.plain(error), to: writer)
      }
    }
    let page = MetricsPage(
      state.metrics.now, backends: generation.backends, connections: state.connections.count,
      dropped: state.recorder.dropped)
    try await send(
      Plain(type: MetricsPage.contentType, body: ByteBuffer(string: page.text)), to: writer)
  }
}
