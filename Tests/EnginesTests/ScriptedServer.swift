import Foundation
import NIOCore
import NIOHTTP1
import StandIn
import Synchronization

/// An HTTP server on the loopback interface that answers by a script, one reply a request, and keeps
/// what it was asked.
final class ScriptedServer: Sendable {
  enum Reply: Sendable {
    case respond(Int, headers: [String: String] = [:], body: String)
    /// A stream of events in such pieces, each sent on its own; whether it ends in good order.
    case stream([Data], isWhole: Bool = true)
    /// Closes the connection without an answer.
    case hangUp
    /// Takes the request and says nothing.
    case silence
    /// Takes as many requests as there are replies, and then answers them, the first first.
    case together([Reply])
    /// One of them.
    indirect case gathered(Reply, isLast: Bool)
  }

  struct Request: Sendable {
    var method: String
    /// With its query.
    var path: String
    var headers: [String: String]
    var body: Data

    var authorization: String? { headers["authorization"] }
  }

  private struct State {
    var script: [Reply]
    var requests: [Request] = []
    /// Those that are answered together, and who waits for it.
    var gathered: [(reply: Reply, send: @Sendable (Reply) -> Void)] = []
  }

  private let state: Mutex<State>
  private let port = Atomic(0)

  private init(_ script: [Reply]) { state = Mutex(State(script: script)) }

  /// Runs a test's body against a server that is closed afterwards.
  static func run<Result: Sendable>(
    _ script: [Reply], _ body: (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    let server = ScriptedServer(script)
    return try await LoopbackServer.run({ Handler(server) }) { port in
      server.port.store(port, ordering: .relaxed)
      return try await body(server)
    }
  }

  /// The address up to `/v1`.
  var baseURL: String {
    "http://127.0.0.1:\(port.load(ordering: .relaxed))/v1"
  }

  var requests: [Request] { state.withLock { $0.requests } }

  private func reply(to request: Request) -> Reply {
    state.withLock { state in
      state.requests.append(request)
      guard !state.script.isEmpty else { return .respond(418, body: "the script is over") }
      if case .together(var replies) = state.script[0] {
        let next = replies.removeFirst()
        state.script[0] = .together(replies)
        if replies.isEmpty { state.script.removeFirst() }
        return .gathered(next, isLast: replies.isEmpty)
      }
      return state.script.removeFirst()
    }
  }

  /// Keeps a reply until the last of those that are sent together is there.
  private func gather(
    _ reply: Reply, isLast: Bool, _ send: @escaping @Sendable (Reply) -> Void
  ) {
    let ready = state.withLock { state in
      state.gathered.append((reply, send))
      defer { if isLast { state.gathered = [] } }
      return isLast ? state.gathered : []
    }
    for waiting in ready { waiting.send(waiting.reply) }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: ScriptedServer
    private var request = Request(method: "", path: "", headers: [:], body: Data())

    init(_ server: ScriptedServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        request = Request(
          method: head.method.rawValue, path: head.uri,
          headers: Dictionary(
            head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 }),
          body: Data())
      case .body(let bytes): request.body.append(contentsOf: bytes.readableBytesView)
      case .end: answer(server.reply(to: request), context)
      }
    }

    /// Sends one piece after the other, each in a packet of its own.
    private func stream(
      _ pieces: ArraySlice<Data>, _ isWhole: Bool, _ context: ChannelHandlerContext,
      isBegun: Bool = false
    ) {
      if !isBegun {
        let fields: HTTPHeaders = [
          "Content-Type": "text/event-stream; charset=utf-8", "Transfer-Encoding": "chunked",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: fields)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
      }
      guard let piece = pieces.first else {
        if isWhole {
          context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        } else {
          context.close(promise: nil)
        }
        return
      }
      let sent = context.writeAndFlush(
        wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: piece)))))
      sent.assumeIsolated().whenComplete { _ in
        self.stream(pieces.dropFirst(), isWhole, context, isBegun: true)
      }
    }

    private func answer(_ reply: Reply, _ context: ChannelHandlerContext) {
      switch reply {
      case .hangUp: context.close(promise: nil)
      case .silence, .together: break
      case .gathered(let reply, let isLast):
        let loop = context.eventLoop
        let bound = NIOLoopBound((self, context), eventLoop: loop)
        server.gather(reply, isLast: isLast) { reply in
          loop.execute { bound.value.0.answer(reply, bound.value.1) }
        }
      case .stream(let pieces, let isWhole): stream(pieces[...], isWhole, context)
      case .respond(let status, let headers, let body):
        var fields = HTTPHeaders(headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        fields.replaceOrAdd(name: "Content-Length", value: "\(body.utf8.count)")
        let head = HTTPResponseHead(
          version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}
