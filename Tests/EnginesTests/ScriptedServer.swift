import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on the loopback interface that answers by a script, one reply a request, and keeps
/// what it was asked.
final class ScriptedServer: Sendable {
  enum Reply: Sendable {
    case respond(Int, headers: [String: String] = [:], body: String)
    /// Closes the connection without an answer.
    case hangUp
    /// Takes the request and says nothing.
    case silence
  }

  struct Request: Sendable {
    var path: String
    var authorization: String?
    var body: Data
  }

  private struct State {
    var script: [Reply]
    var requests: [Request] = []
  }

  private let state: Mutex<State>
  private let listening: Mutex<(any Channel)?> = Mutex(nil)

  private init(_ script: [Reply]) { state = Mutex(State(script: script)) }

  /// Runs a test's body against a server that is closed afterwards.
  static func run<Result: Sendable>(
    _ script: [Reply], _ body: (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    let server = ScriptedServer(script)
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(server))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    server.listening.withLock { $0 = channel }
    do {
      let result = try await body(server)
      try await channel.close()
      return result
    } catch {
      try await channel.close()
      throw error
    }
  }

  /// The address up to `/v1`.
  var baseURL: String {
    let port = listening.withLock { $0?.localAddress?.port } ?? 0
    return "http://127.0.0.1:\(port)/v1"
  }

  var requests: [Request] { state.withLock { $0.requests } }

  private func reply(to request: Request) -> Reply {
    state.withLock { state in
      state.requests.append(request)
      guard !state.script.isEmpty else { return .respond(418, body: "the script is over") }
      return state.script.removeFirst()
    }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: ScriptedServer
    private var request = Request(path: "", authorization: nil, body: Data())

    init(_ server: ScriptedServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        request = Request(
          path: head.uri, authorization: head.headers.first(name: "Authorization"), body: Data())
      case .body(let bytes): request.body.append(contentsOf: bytes.readableBytesView)
      case .end: answer(server.reply(to: request), context)
      }
    }

    private func answer(_ reply: Reply, _ context: ChannelHandlerContext) {
      switch reply {
      case .hangUp: context.close(promise: nil)
      case .silence: break
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
