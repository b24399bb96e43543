import AsyncHTTPClient
import Core
import Formats
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTP1

/// Finding the backend that answers.
extension Responder {
  /// The most bytes of an answer that is no stream.
  private static let mostAnswer = 64 << 20
  /// The most bytes of an error that is passed on.
  private static let mostError = 1 << 20

  /// Reads what is asked, and whether the client may ask it.
  func prepare(
    _ request: Request, _ client: Client, _ generation: Generation, _ journal: inout Journal
  ) async throws(APIRefusal) -> PreparedCall {
    let bytes = journal.request
    var consents = journal.consents
    defer { journal.consents = consents }
    let body = try await EventLoopExecutor.apart(bytes.readableBytes) { () throws(APIRefusal) in
      try AskedBody(bytes, consents: &consents)
    }
    journal.isStreamed = body.isStreamed
    guard let alias = generation.aliases[body.alias] else { throw Self.noAlias(body.alias) }
    journal.alias = alias.name
    guard client.plan.aliases.contains(alias.name) else {
      throw APIRefusal(
        403, "invalid_request_error", code: "model_not_allowed",
        "This key may not use the model `\(alias.name)`.")
    }
    let header = alias.sticky.flatMap { HTTPField.Name($0) }.flatMap { request.headers[$0] }
    let conversation = (header ?? body.user).map { "\(client.plan.name)\n\($0)" }
    journal.conversation = conversation.map { Digest(of: $0).hex(16) }
    guard let arm = alias.arm(for: conversation) else { throw Self.noAlias(body.alias) }
    journal.arm = arm.name
    journal.plannedModel = (arm.backends.first ?? alias.fallback.first)?.plan.model
    return PreparedCall(endpoint: journal.endpoint, body: body, alias: alias, arm: arm)
  }

  /// Counts a request against the client's limits: those of tokens only where it uses some.
  func limit(_ client: Client, usesTokens: Bool) throws(APIRefusal) {
    let reached = client.take(usesTokens: usesTokens, now: state.uptime, date: state.date)
    guard let reached else { return }
    switch reached.limit {
    case .requests:
      throw APIRefusal(
        429, "requests", code: "rate_limit_exceeded",
        "Rate limit reached: \(client.plan.requestsPerMinute ?? 0) requests per minute.",
        retryAfter: reached.wait)
    case .tokens:
      throw APIRefusal(
        429, "tokens", code: "token_limit_exceeded",
        "Limit reached: \(client.plan.tokensPerDay ?? 0) tokens per day.",
        retryAfter: reached.wait)
    }
  }

  /// Asks one backend after the other until one answers. The backend of the answer is entered.
  func open(
    _ call: PreparedCall, _ journal: inout Journal, _ connection: ClientConnection
  ) async throws(APIRefusal) -> Opened {
    var last: (backend: Backend, fault: BackendFault)?
    var wait = Double.infinity
    for backend in call.alias.candidates(of: call.arm, now: state.uptime) {
      guard let pass = backend.enter(as: call.alias, now: state.uptime) else {
        wait = min(wait, backend.wait(now: state.uptime) ?? 1)
        continue
      }
      do throws(BackendFault) {
        return try await openTwice(call, backend, pass, &journal, connection)
      } catch {
        connection.forget()
        backend.leave(error.outcome, as: call.alias, pass, now: state.uptime)
        note(error, of: backend, &journal)
        last = (backend, error)
        if !error.mayPass { break }
      }
    }
    guard let last else {
      throw APIRefusal(
        503, "server_error", code: "backend_unavailable",
        "No backend of `\(call.alias.name)` can be asked now.",
        retryAfter: wait.isFinite ? wait : 1)
    }
    throw Self.refusal(last.fault, of: last.backend)
  }

  /// A connection that was kept open may have been closed by the backend as the request was on its way:
  /// then it is asked once more. One that thought about the request before it closed is not, for the
  /// request may be what ended it.
  private func openTwice(
    _ call: PreparedCall, _ backend: Backend, _ pass: Breaker.Pass, _ journal: inout Journal,
    _ connection: ClientConnection
  ) async throws(BackendFault) -> Opened {
    do {
      return try await open(call, backend, pass, &journal, connection)
    } catch  where error.mayRepeat {
      return try await open(call, backend, pass, &journal, connection)
    }
  }

  private func open(
    _ call: PreparedCall, _ backend: Backend, _ pass: Breaker.Pass, _ journal: inout Journal,
    _ connection: ClientConnection
  ) async throws(BackendFault) -> Opened {
    let request = try await request(call, to: backend)
    let asked = BackendCall(backend.plan, uptime: state.clock.uptime)
    connection.watch(asked)
    asked.start(request, with: clients[backend], on: connection.channel.eventLoop)
    do throws(BackendFault) {
      let head = try await asked.head()
      try Self.check(head)
      let type = head.headers.first(name: "content-type") ?? "application/json"
      var opened = Opened(
        backend: backend, pass: pass, status: Int(head.status.code), type: type,
        headers: Self.passed(head.headers, from: backend), content: .whole(ByteBuffer()))
      switch opened.status {
      case 200..<300 where type.lowercased().hasPrefix("text/event-stream"):
        opened.content = .stream(try await stream(asked))
      case 200..<300:
        let body = try await Self.collect(asked, upTo: Self.mostAnswer)
        let isAnswer = await EventLoopExecutor.apart(body.readableBytes) {
          journal.reader.take(answer: body)
        }
        guard isAnswer else {
          throw BackendFault(kind: .garbage, message: "it answered with what is no JSON")
        }
        opened.content = .whole(body)
      default:
        let body = try await Self.collect(asked, upTo: Self.mostError)
        let error = await EventLoopExecutor.apart(body.readableBytes) {
          Self.errorBody(body, opened.status, of: backend)
        }
        opened.content = .whole(error)
        opened.type = "application/json"
      }
      return opened
    } catch {
      asked.stop(error)
      throw error
    }
  }

  private func request(
    _ call: PreparedCall, to backend: Backend
  ) async throws(BackendFault) -> HTTPClient.Request {
    guard var request = backend.request(call.endpoint) else {
      throw BackendFault(kind: .misconfigured, message: "its address is none")
    }
    request.headers.add(
      name: "Accept", value: call.body.isStreamed ? "text/event-stream" : "application/json")
    let body = await EventLoopExecutor.apart(call.body.bytes.readableBytes) {
      call.body.asking(for: backend.plan.model)
    }
    request.body = .byteBuffer(body)
    return request
  }

  /// The stream's first events: until they are there, another backend may be asked.
  private func stream(_ call: BackendCall) async throws(BackendFault) -> OpenedStream {
    var cutter = EventCutter()
    while let piece = try await call.next() {
      if let events = cutter.take(piece) {
        return OpenedStream(call: call, first: events, cutter: cutter)
      }
    }
    guard let rest = cutter.rest() else {
      throw BackendFault(kind: .garbage, message: "it answered with an empty stream")
    }
    return OpenedStream(call: call, first: rest, cutter: cutter)
  }

  private static func collect(
    _ call: BackendCall, upTo most: Int
  ) async throws(BackendFault) -> ByteBuffer {
    var body = ByteBuffer()
    while var piece = try await call.next() {
      guard body.readableBytes + piece.readableBytes <= most else {
        throw BackendFault(kind: .garbage, message: "its answer is longer than \(most >> 20) MiB")
      }
      if body.readableBytes == 0 { body = piece } else { body.writeBuffer(&piece) }
    }
    return body
  }

  /// Lets pass what the client may see: an answer, or an error that its request is to blame for.
  private static func check(_ head: HTTPResponseHead) throws(BackendFault) {
    let status = Int(head.status.code)
    switch status {
    case 200..<300: return
    case 300..<400:
      throw BackendFault(
        kind: .misconfigured, message: "it redirects, and the key would go elsewhere")
    case 401, 403:
      throw BackendFault(kind: .misconfigured, message: "it refuses the gateway's key (\(status))")
    case 404:
      throw BackendFault(kind: .misconfigured, message: "it has no such model or address (404)")
    case 408: throw BackendFault(kind: .stalled, message: "it gave up waiting (408)")
    case 429:
      throw BackendFault(
        kind: .busy, message: "it wants fewer calls (429)", retryAfter: retryAfter(head.headers))
    case 500...: throw BackendFault(kind: .status, message: "it answered \(status)")
    default: return
    }
  }

  private static func retryAfter(_ headers: HTTPHeaders) -> Double? {
    let seconds =
      headers.first(name: "retry-after-ms").flatMap(Double.init).map { $0 / 1000 }
      ?? headers.first(name: "retry-after").flatMap(Double.init)
    return seconds.flatMap { $0.isFinite && $0 > 0 ? min($0, 3600) : nil }
  }

  /// An error that a request is to blame for, in the backend's words if they are such.
  private static func errorBody(
    _ body: ByteBuffer, _ status: Int, of backend: Backend
  ) -> ByteBuffer {
    var reader = AnswerReader(.chat)
    guard reader.take(answer: body), reader.hasError else {
      return APIRefusal(
        status, "invalid_request_error", code: "backend_error",
        "The backend \(backend.plan.name) answered \(status)."
      ).body
    }
    guard let key = backend.key else { return body }
    return ByteBuffer(string: key.redacting(String(buffer: body)))
  }

  /// The headers that clients know what to do with.
  private static func passed(_ headers: HTTPHeaders, from backend: Backend) -> HTTPFields {
    var fields = HTTPFields()
    for (text, name) in HTTPFields.Own.passed {
      guard let value = headers.first(name: text), value.utf8.count <= 200 else { continue }
      fields.add(name, backend.key?.redacting(value) ?? value)
    }
    return fields
  }

  func note(_ fault: BackendFault, of backend: Backend, _ journal: inout Journal) {
    guard fault.kind != .clientGone, fault.kind != .stopping else { return }
    journal.attempts.append(
      GatewayRecord.FailedAttempt(
        backend: backend.plan.name, kind: fault.kind.rawValue, reason: fault.message))
  }

  static func code(of fault: BackendFault) -> String {
    switch fault.kind {
    case .stalled: "backend_timeout"
    case .busy: "backend_rate_limit"
    case .misconfigured: "backend_misconfigured"
    case .stopping: "gateway_stopping"
    case .unreachable, .closed, .status, .garbage, .clientGone: "backend_error"
    }
  }

  /// What a client is told when no backend is left to ask.
  private static func refusal(_ fault: BackendFault, of backend: Backend) -> APIRefusal {
    let message = "The backend \(backend.plan.name) failed: \(fault.message)."
    let code = code(of: fault)
    switch fault.kind {
    case .stalled: return APIRefusal(504, "server_error", code: code, message)
    case .busy:
      return APIRefusal(429, "requests", code: code, message, retryAfter: fault.retryAfter ?? 1)
    case .stopping: return .stopping
    case .unreachable, .closed, .status, .misconfigured, .garbage, .clientGone:
      return APIRefusal(502, "server_error", code: code, message)
    }
  }
}
