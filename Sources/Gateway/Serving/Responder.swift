import AsyncHTTPClient
import Core
import Formats
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Answers one request after the other of a connection: finds the route, and who asks.
struct Responder: Sendable {
  let state: GatewayState
  let client: HTTPClient

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

  /// The request's body, unless it is too long; a client that takes too long over it is cut off.
  func body(
    of request: Request, upTo most: Int, _ connection: ClientConnection
  ) async throws -> ByteBuffer? {
    connection.sends(true)
    defer { connection.sends(false) }
    if let text = request.headers[.contentLength], let length = Int(text), length > most {
      return nil
    }
    var collected = ByteBuffer()
    for try await var piece in request.body {
      guard collected.readableBytes + piece.readableBytes <= most else { return nil }
      if collected.readableBytes == 0 {
        collected = piece
      } else {
        collected.writeBuffer(&piece)
      }
    }
    return collected
  }

  /// Reads the rest of a request that is refused, as far as that can be asked: a client that still
  /// writes does not see an answer.
  func skip(_ request: Request, _ connection: ClientConnection) async throws {
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
    var headers: [(name: String, value: String)] = []
    var body: ByteBuffer
  }

  @concurrent
  func send(_ plain: Plain, to writer: consuming ResponseWriter) async throws {
    let headers = plain.headers + [("Content-Length", "\(plain.body.readableBytes)")]
    let head = Self.head(plain.status, type: plain.type, headers)
    try await writer.write(response: head, body: ResponseBody(byteBuffer: plain.body))
  }

  static func head(
    _ status: Int, type: String, _ headers: [(name: String, value: String)]
  ) -> HTTPResponse {
    var fields = HTTPFields()
    fields[.contentType] = type
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
    }
    return HTTPResponse(
      status: HTTPResponse.Status(integerLiteral: status), headerFields: fields)
  }

  static func plain(_ refusal: APIRefusal) -> Plain {
    var plain = Plain(status: refusal.status, body: refusal.body)
    if let wait = refusal.retryAfter {
      plain.headers.append(("Retry-After", "\(max(1, Int(wait.rounded(.up))))"))
    }
    if refusal.status == 401 { plain.headers.append(("WWW-Authenticate", "Bearer")) }
    return plain
  }

  /// Refuses a request whose body was not read.
  @concurrent
  func turnAway(
    _ refusal: APIRefusal, _ request: Request, _ writer: consuming ResponseWriter,
    _ connection: ClientConnection
  ) async throws {
    state.metrics.turnedAway(refusal.code ?? refusal.type)
    try await skip(request, connection)
    try await send(Self.plain(refusal), to: writer)
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

  /// The figures, for who is on this machine or has a key.
  @concurrent
  private func showMetrics(
    _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    let generation = state.generation
    if !Self.isLoopback(channel.remoteAddress) {
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

  private static func isLoopback(_ address: SocketAddress?) -> Bool {
    guard let host = address?.ipAddress else { return false }
    return host.hasPrefix("127.") || host == "::1" || host.hasPrefix("::ffff:127.")
  }
}
