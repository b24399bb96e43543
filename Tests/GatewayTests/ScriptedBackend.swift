import NIOCore
import NIOHTTP1
import StandIn
import Synchronization

/// A backend that says what a test tells it to, when it is told.
final class ScriptedBackend: Sendable {
  /// One request that came in, and the way to answer it.
  final class Call: Sendable {
    let head: HTTPRequestHead
    let body: String
    private let channel: any Channel

    init(_ head: HTTPRequestHead, _ body: String, _ channel: any Channel) {
      self.head = head
      self.body = body
      self.channel = channel
    }

    /// Begins a stream.
    func begin(type: String = "text/event-stream") {
      let headers = HTTPHeaders([("Content-Type", type), ("Transfer-Encoding", "chunked")])
      write(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)))
    }

    func send(_ text: String) { write(.body(.byteBuffer(ByteBuffer(string: text)))) }

    /// Sends, and returns when the bytes are on their way.
    func sendAndWait(_ text: String) async throws {
      try await channel.writeAndFlush(
        HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text)))
      ).get()
    }

    func end() { write(.end(nil)) }

    /// Answers with a whole body.
    func answer(_ text: String, status: Int = 200, type: String = "application/json") {
      let headers = HTTPHeaders([
        ("Content-Type", type), ("Content-Length", "\(text.utf8.count)"),
      ])
      write(
        .head(
          HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)))
      send(text)
      end()
    }

    func hangUp() { channel.close(promise: nil) }

    /// Returns when the connection is closed, by whomever.
    func closed() async throws { try await channel.closeFuture.get() }

    private func write(_ part: HTTPServerResponsePart) {
      channel.writeAndFlush(part, promise: nil)
    }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    private let backend: ScriptedBackend
    private var head: HTTPRequestHead?
    private var body = ""

    init(_ backend: ScriptedBackend) { self.backend = backend }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body = ""
      case .body(let bytes): body += String(buffer: bytes)
      case .end:
        guard let head else { return }
        let call = Call(head, body, context.channel)
        if head.method == .GET {
          let isWell = backend.isWell.withLock { $0 }
          backend.checks.withLock { $0 += 1 }
          return call.answer("{}", status: isWell ? 200 : 500)
        }
        backend.entrance.yield(call)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }

  /// What it says to a GET of whatever path.
  let isWell = Mutex(true)
  /// How many GETs came.
  let checks = Mutex(0)
  private let calls: AsyncStream<Call>
  private let entrance: AsyncStream<Call>.Continuation
  private let port = Atomic(0)

  init() { (calls, entrance) = AsyncStream.makeStream() }

  static func run<Result: Sendable>(
    _ body: (ScriptedBackend) async throws -> Result
  ) async throws -> Result {
    let backend = ScriptedBackend()
    return try await LoopbackServer.run({ Handler(backend) }) { port in
      backend.port.store(port, ordering: .relaxed)
      return try await body(backend)
    }
  }

  var baseURL: String {
    "http://127.0.0.1:\(port.load(ordering: .relaxed))/v1"
  }

  /// The next request that comes in.
  func next() async throws -> Call {
    for await call in calls { return call }
    throw CancellationError()
  }
}
