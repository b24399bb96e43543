import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// A backend that costs next to nothing: what it says is written beforehand.
final class CannedBackend: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private static let events = 20
  private static let pause = TimeAmount.milliseconds(10)
  private static let text = String(repeating: "The rooms open at eight. ", count: 40)
  private static let plain = ByteBuffer(
    string: #"{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"bench-1","#
      + #""choices":[{"index":0,"message":{"role":"assistant","content":"\#(text)"},"#
      + #""finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":200}}"#)
  private static let event = ByteBuffer(
    string: #"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"#
      + #""model":"bench-1","system_fingerprint":"fp","choices":[{"index":0,"delta":{"content":"#
      + #"" word and word"},"logprobs":null,"finish_reason":null}]}"# + "\n\n")
  private static let last = ByteBuffer(
    string: #"data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
      + "\n\ndata: [DONE]\n\n")

  private var isStreamed = false
  private var count = CannedBackend.events
  private var pause = CannedBackend.pause

  static func serve(port: Int) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 4096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(CannedBackend())
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    try await channel.closeFuture.get()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: isStreamed = false
    case .body(let bytes):
      let text = String(buffer: bytes)
      if text.contains("\"stream\":true") { isStreamed = true }
      // One that is held goes on for 10 seconds.
      let isHeld = text.contains("\"hold\":true")
      count = isHeld ? 100 : Self.events
      pause = isHeld ? .milliseconds(100) : Self.pause
    case .end:
      var headers = HTTPHeaders()
      guard isStreamed else {
        headers.add(name: "Content-Type", value: "application/json")
        headers.add(name: "Content-Length", value: "\(Self.plain.readableBytes)")
        context.write(wrapOutboundOut(.head(Self.head(headers))), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(Self.plain))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        return
      }
      headers.add(name: "Content-Type", value: "text/event-stream")
      headers.add(name: "Transfer-Encoding", value: "chunked")
      context.write(wrapOutboundOut(.head(Self.head(headers))), promise: nil)
      tell(context, count)
    }
  }

  private static func head(_ headers: HTTPHeaders) -> HTTPResponseHead {
    HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
  }

  private func tell(_ context: ChannelHandlerContext, _ left: Int) {
    guard left > 0 else {
      context.write(wrapOutboundOut(.body(.byteBuffer(Self.last))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      return
    }
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(Self.event))), promise: nil)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: pause) {
      let (handler, context) = bound.value
      guard context.channel.isActive else { return }
      handler.tell(context, left - 1)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
