import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Connections to one port, each for one request at a time.
final class ConnectionPool: Sendable {
  struct BadAnswer: Error { var status: UInt }

  private let port: Int
  private let loop: any EventLoop
  private let idle = Mutex<[any Channel]>([])

  init(port: Int, loop: any EventLoop) {
    self.port = port
    self.loop = loop
  }

  /// Sends a chat, and reads its answer to the end.
  func ask(_ body: String) async throws -> Load.Times {
    let channel: any Channel
    if let known = idle.withLock({ $0.popLast() }) {
      channel = known
    } else {
      channel = try await connect()
    }
    let times = try await channel.eventLoop.flatSubmit {
      let promise = channel.eventLoop.makePromise(of: Load.Times.self)
      do {
        try channel.pipeline.syncOperations.handler(type: Reader.self).ask(body, promise)
      } catch {
        promise.fail(error)
      }
      return promise.futureResult
    }.get()
    idle.withLock { $0.append(channel) }
    return times
  }

  private func connect() async throws -> any Channel {
    try await ClientBootstrap(group: loop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(Reader())
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
  }

  /// One connection's end.
  private final class Reader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private var promise: EventLoopPromise<Load.Times>?
    private var start = NIODeadline.now()
    private var times = Load.Times()
    private var status: UInt = 0
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func ask(_ body: String, _ promise: EventLoopPromise<Load.Times>) {
      guard let context else { return promise.fail(ChannelError.ioOnClosedChannel) }
      self.promise = promise
      times = Load.Times()
      start = .now()
      let headers = HTTPHeaders([
        ("Host", "127.0.0.1"), ("Authorization", "Bearer \(BenchGateway.key)"),
        ("Content-Type", "application/json"), ("Content-Length", "\(body.utf8.count)"),
      ])
      let head = HTTPRequestHead(
        version: .http1_1, method: .POST, uri: "/v1/chat/completions", headers: headers)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private var passed: Double { Double((NIODeadline.now() - start).nanoseconds) / 1e9 }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): status = head.status.code
      case .body: if times.firstByte == 0 { times.firstByte = passed }
      case .end:
        times.whole = passed
        if status == 200 {
          promise?.succeed(times)
        } else {
          promise?.fail(BadAnswer(status: status))
        }
        promise = nil
      }
    }

    func channelInactive(context: ChannelHandlerContext) {
      promise?.fail(ChannelError.eof)
      promise = nil
      self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      promise?.fail(error)
      promise = nil
      context.close(promise: nil)
    }
  }
}
