import AsyncHTTPClient
import Core
import Formats
import FoundationEssentials
import NIOCore

extension APIClient {
  /// The reply that a stream's events make, as JSON.
  ///
  /// A stream may say nothing for as long as any answer may, comments between events counted as
  /// nothing, and has a bound in bytes and in time: no server can keep a run for ever.
  ///
  /// - Throws: ``APIFault`` with what had come, where the stream ends before its end.
  func assemble(
    _ opened: Opened, _ empty: some StreamAssembly
  ) async throws(APIFault) -> Data {
    var assembly = empty
    var stream = EventStream()
    var isBegun = false
    var size = 0
    let begun = clock.uptime()
    var spoken = begun
    func soFar() -> Data? { try? CanonicalJSON.line(assembly.reply) }
    func take(_ events: [ServerEvent]) throws(APIFault) -> Bool {
      isBegun = isBegun || !events.isEmpty
      for event in events where !assembly.isOver {
        do throws(StreamFault) {
          try assembly.take(event)
        } catch {
          throw fault(error, opened, soFar())
        }
      }
      return !assembly.isOver
    }
    try await each(of: opened) { piece throws(APIFault) in
      size += piece.readableBytes
      let now = clock.uptime()
      // Events are ten times as long as the words in them.
      guard size <= settings.sizeLimit * 4 else { throw tooLong(opened, soFar()) }
      guard now - begun <= longest else { throw late(opened, soFar()) }
      guard now - spoken <= settings.seconds else { throw silent(opened, soFar()) }
      let events: [ServerEvent]
      do throws(EventStream.TooLong) {
        events = try stream.take(piece.readableBytesView)
      } catch {
        throw fault(StreamFault(error: nil), opened, soFar())
      }
      if !events.isEmpty { spoken = now }
      return try take(events)
    } soFar: {
      soFar()
    }
    _ = try take(stream.finish())
    // Something ended in good order that was no stream of events.
    guard isBegun else { throw fault(StreamFault(error: nil), opened, nil) }
    guard assembly.isWhole, let reply = soFar() else {
      var cut = cut(CutShort())
      cut.status = opened.status
      cut.headers = opened.headers
      cut.received = soFar()
      throw cut
    }
    return reply
  }

  /// What a stream is that sends nothing but comments.
  private func silent(_ opened: Opened, _ received: Data?) -> APIFault {
    var fault = cut(HTTPClientError.readTimeout)
    fault.status = opened.status
    fault.headers = opened.headers
    fault.received = received
    return fault
  }

  /// The stream ended in good order, and too early.
  private struct CutShort: Error {}

  private func fault(_ fault: StreamFault, _ opened: Opened, _ received: Data?) -> APIFault {
    guard let error = fault.error, let body = try? CanonicalJSON.line(error) else {
      return APIFault(
        error: EngineError(
          .badReply, "\(settings.host) sent a stream that cannot be read",
          remedy: "Run again; where it stays so, take stream out of the script's parameters."),
        status: opened.status, headers: opened.headers, received: received)
    }
    let said = try? JSONDecoder().decode(ServerWords.self, from: body)
    let codes = said?.codes ?? []
    let what = said?.message.map { ": \(settings.printable(settings.key.withoutMasks($0)))" } ?? ""
    let message = "\(settings.host) broke off in the middle of its answer\(what)"
    let mayPass = OpenAISettings.mayPass(codes)
    return APIFault(
      error: settings.error(status: mayPass ? 500 : 400, codes: codes, message),
      status: opened.status, codes: codes.map(settings.printable), headers: opened.headers,
      mayPass: mayPass, received: received)
  }
}
