import AsyncHTTPClient
import Core
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import NIOCore

/// `POST /v1/chat/completions` and `/v1/responses`: a client's call, from its request to its record.
extension Responder {
  @concurrent
  func answer(
    _ endpoint: Endpoint, _ request: Request, _ writer: consuming ResponseWriter,
    _ connection: ClientConnection
  ) async throws {
    var journal = Journal(endpoint, time: state.date)
    // The whole call goes by one plan, whatever is reloaded meanwhile.
    let generation = state.generation
    let client: Client
    do throws(APIRefusal) {
      let (found, secret) = try caller(of: request, in: generation)
      client = found
      journal.client = client.plan.name
      journal.traces = client.traces(of: String(secret))
    } catch {
      return try await turnAway(error, request, writer, connection)
    }
    if request.headers[.expect]?.lowercased() == "100-continue" {
      try await writer.writeInformationalHead(HTTPResponse(status: .continue))
    }
    let most = generation.plan.limits.bodyBytes
    guard let body = try await body(of: request, upTo: most, connection) else {
      return try await refuseLength(most, request, writer, connection)
    }
    journal.request = Array(body.readableBytesView)
    if let refusal = state.enter() {
      return try await refuse(refusal, &journal, writer)
    }
    defer { state.leave() }
    let call: PreparedCall
    do throws(APIRefusal) {
      call = try prepare(request, client, generation, &journal)
    } catch {
      return try await refuse(error, &journal, writer)
    }
    try await go(call, journal, writer, connection, client)
  }

  /// Asks the backends, and passes the answer on.
  @concurrent
  private func go(
    _ call: PreparedCall, _ started: Journal, _ writer: consuming ResponseWriter,
    _ connection: ClientConnection, _ client: Client
  ) async throws {
    var journal = started
    defer {
      journal.end = journal.end ?? .now()
      client.use.add(tokens: journal.tokens, date: state.date)
      state.metrics.count(journal)
      state.recorder.put(journal)
    }
    let opened: Opened
    do throws(APIRefusal) {
      opened = try await open(call, &journal, connection)
    } catch {
      journal.outcome = .failed
      journal.status = error.status
      journal.error = error.code ?? error.type
      guard !connection.isGone else {
        journal.outcome = .abandoned
        throw ConnectionOver()
      }
      return try await send(Self.plain(error), to: writer)
    }
    defer {
      opened.backend.leave(opened.outcome(of: journal), as: call.alias, now: state.uptime)
    }
    defer { connection.forget() }
    journal.backend = opened.backend
    let headers = opened.headers + call.headers(answeredBy: opened.backend, id: journal.id)
    switch opened.content {
    case .whole(let body):
      try await pass(body, opened, headers, &journal, writer)
    case .stream(let stream):
      try await pass(stream, opened, headers, &journal, writer)
    }
  }

  /// Passes an answer on that is there as a whole.
  @concurrent
  private func pass(
    _ body: ByteBuffer, _ opened: Opened, _ headers: [(name: String, value: String)],
    _ journal: inout Journal, _ writer: consuming ResponseWriter
  ) async throws {
    journal.status = opened.status
    journal.outcome = .abandoned
    journal.sent(body)
    try await send(
      Plain(status: opened.status, type: opened.type, headers: headers, body: body), to: writer)
    journal.end = .now()
    journal.outcome = opened.status < 300 ? .whole : .failed
    if opened.status >= 300 { journal.error = "backend_\(opened.status)" }
  }

  /// Passes a stream on as it comes; one that breaks off is ended by an error event.
  @concurrent
  private func pass(
    _ stream: OpenedStream, _ opened: Opened, _ headers: [(name: String, value: String)],
    _ journal: inout Journal, _ writer: consuming ResponseWriter
  ) async throws {
    journal.status = opened.status
    journal.outcome = .abandoned
    var cutter = stream.cutter
    do {
      var sink = try await writer.writeHead(
        Self.head(opened.status, type: opened.type, headers + [("Cache-Control", "no-cache")]))
      var events: ByteBuffer? = stream.first
      var last: BackendFault?
      reading: while true {
        if let ready = events {
          try await sink.write(ready)
          journal.sent(ready)
          journal.reader.take(events: ready)
        }
        do throws(BackendFault) {
          guard let piece = try await stream.call.next() else { break reading }
          events = cutter.take(piece)
        } catch {
          last = error
          break reading
        }
      }
      if last?.kind == .clientGone { throw ConnectionOver() }
      if last == nil, let rest = cutter.rest() {
        try await sink.write(rest)
        journal.sent(rest)
        journal.reader.take(events: rest)
      }
      if let fault = last ?? (cutter.hasCut ? nil : missing(journal)) {
        journal.outcome = .half
        journal.error = Self.code(of: fault)
        note(fault, of: opened.backend, &journal)
        if !journal.reader.hasFailed {
          try await sink.write(Self.broken(opened.backend, fault).event(journal.endpoint))
        }
      } else {
        journal.outcome = .whole
      }
      journal.end = .now()
      try await sink.finish(nil)
    } catch {
      stream.call.stop(BackendFault(kind: .clientGone, message: "the client went away"))
      throw error
    }
  }

  /// What a stream lacks that ended without an error.
  private func missing(_ journal: Journal) -> BackendFault? {
    if journal.reader.hasFailed {
      return BackendFault(kind: .status, message: "it ended its answer with an error")
    }
    guard !journal.reader.isWhole else { return nil }
    return BackendFault(kind: .closed, message: "its answer ended before it was over")
  }

  private static func broken(_ backend: Backend, _ fault: BackendFault) -> APIRefusal {
    APIRefusal(
      502, "server_error", code: code(of: fault),
      "The answer broke off: \(backend.plan.name): \(fault.message).")
  }

  // Refusing.

  /// Refuses a call that was read, and records it.
  @concurrent
  private func refuse(
    _ refusal: APIRefusal, _ journal: inout Journal, _ writer: consuming ResponseWriter
  ) async throws {
    journal.status = refusal.status
    journal.error = refusal.code ?? refusal.type
    journal.end = .now()
    state.metrics.count(journal)
    state.recorder.put(journal)
    try await send(Self.plain(refusal), to: writer)
  }

  /// Refuses a body that is too long; the connection is closed, for the rest of it is not wanted.
  @concurrent
  func refuseLength(
    _ most: Int, _ request: Request, _ writer: consuming ResponseWriter,
    _ connection: ClientConnection
  ) async throws {
    state.metrics.turnedAway("request_too_large")
    var plain = Self.plain(
      APIRefusal(
        413, "invalid_request_error", code: "request_too_large",
        "The body is longer than \(most) bytes."))
    plain.headers.append(("Connection", "close"))
    try await send(plain, to: writer)
    throw ConnectionOver()
  }
}
