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
      journal.consents = client.plan.consents
      journal.traces = client.traces(of: String(secret))
    } catch {
      return try await turnAway(error, request, writer, connection)
    }
    // Before anything of the body is held.
    if let refusal = admit(client) {
      note(refusal, &journal)
      return try await sendUnread(refusal, request, writer, connection)
    }
    defer { state.leave() }
    var held = 0
    defer { state.release(bytes: held) }
    let most = generation.plan.limits.bodyBytes
    let call: PreparedCall
    switch try await body(of: request, upTo: most, holding: &held, writer, connection) {
    case .failure(let refusal) where refusal.status == 413:
      state.metrics.turnedAway(refusal.code ?? refusal.type)
      return try await sendLast(refusal, writer)
    case .failure(let refusal):
      note(refusal, &journal)
      return try await send(Self.plain(refusal), to: writer)
    case .success(let body):
      journal.request = body
      do throws(APIRefusal) {
        call = try await prepare(request, client, generation, &journal)
      } catch {
        note(error, &journal)
        return try await send(Self.plain(error), to: writer)
      }
    }
    try await go(call, journal, writer, connection, client)
  }

  /// Counts a call in, unless a limit is reached; ``GatewayState/leave()`` must follow where none is.
  private func admit(_ client: Client) -> APIRefusal? {
    if let refusal = state.enter() { return refusal }
    do throws(APIRefusal) {
      try limit(client, usesTokens: true)
      return nil
    } catch {
      state.leave()
      return error
    }
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
      opened.backend.leave(
        opened.outcome(of: journal), as: call.alias, opened.pass, now: state.uptime)
    }
    defer { connection.forget() }
    journal.backend = opened.backend
    var headers = opened.headers
    call.name(opened.backend, id: journal.id, in: &headers)
    switch opened.content {
    case .whole(let body):
      try await pass(body, opened, headers, &journal, writer)
    case .stream(let stream):
      try await pass(stream, opened, headers, &journal, writer, connection)
    }
  }

  /// Passes an answer on that is there as a whole.
  @concurrent
  private func pass(
    _ body: ByteBuffer, _ opened: Opened, _ headers: HTTPFields,
    _ journal: inout Journal, _ writer: consuming ResponseWriter
  ) async throws {
    journal.status = opened.status
    journal.outcome = .abandoned
    await EventLoopExecutor.apart(body.readableBytes) { journal.sent(body) }
    try await send(
      Plain(status: opened.status, type: opened.type, headers: headers, body: body), to: writer)
    journal.end = .now()
    journal.outcome = opened.status < 300 ? .whole : .failed
    if opened.status >= 300 { journal.error = "backend_\(opened.status)" }
  }

  /// Passes a stream on as it comes; one that breaks off is ended by an error event.
  @concurrent
  private func pass(
    _ stream: OpenedStream, _ opened: Opened, _ headers: HTTPFields, _ journal: inout Journal,
    _ writer: consuming ResponseWriter, _ connection: ClientConnection
  ) async throws {
    journal.status = opened.status
    journal.outcome = .abandoned
    var cutter = stream.cutter
    // The head goes out with the first events, and the end with the last ones.
    defer { connection.holdsBack = false }
    do {
      var headers = headers
      headers[.cacheControl] = "no-cache"
      connection.holdsBack = true
      var sink = try await writer.writeHead(
        Self.head(opened.status, type: opened.type, headers))
      var events: ByteBuffer? = stream.first
      var last: BackendFault?
      while true {
        if let ready = events {
          await read(ready, &journal)
          let isOver = journal.reader.isOver
          connection.holdsBack = isOver
          try await sink.write(ready)
          if isOver { break }
        }
        do throws(BackendFault) {
          guard let piece = try await stream.call.next() else { break }
          events = cutter.take(piece)
        } catch {
          last = error
          break
        }
      }
      if last?.kind == .clientGone { throw ConnectionOver() }
      connection.holdsBack = true
      if last == nil, let rest = cutter.rest() {
        await read(rest, &journal)
        try await sink.write(rest)
      }
      if let fault = fault(last, hasCut: cutter.hasCut, journal) {
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
      stream.call.letGo()
      connection.holdsBack = false
      try await sink.finish(nil)
    } catch {
      stream.call.stop(BackendFault(kind: .clientGone, message: "the client went away"))
      throw error
    }
  }

  /// Notes events that go to the client.
  private func read(_ events: ByteBuffer, _ journal: inout Journal) async {
    await EventLoopExecutor.apart(events.readableBytes) {
      journal.sent(events)
      journal.reader.take(events: events)
    }
  }

  /// Why a stream that is over is not whole; what came behind its end is none of its faults.
  private func fault(
    _ last: BackendFault?, hasCut: Bool, _ journal: Journal
  ) -> BackendFault? {
    if journal.reader.isWhole, !journal.reader.hasFailed { return nil }
    return last ?? (hasCut ? nil : missing(journal))
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

  /// Notes and records a call that is refused.
  private func note(_ refusal: APIRefusal, _ journal: inout Journal) {
    journal.status = refusal.status
    journal.error = refusal.code ?? refusal.type
    journal.end = .now()
    state.metrics.count(journal)
    state.recorder.put(journal)
  }
}
