public import NIOCore
import NIOHTTP1
import NIOPosix

/// HTTP servers of tests, on the loopback interface alone.
public enum LoopbackServer {
  /// Listens on a port of 127.0.0.1 (0: a free one), with a handler of its own for each connection.
  public static func listen(
    port: Int = 0,
    _ handler: @escaping @Sendable () -> some ChannelHandler
  ) async throws -> any Channel {
    try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(handler())
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
  }

  /// Runs a test's body with the port of a server that is closed afterwards.
  public static func run<Result: Sendable>(
    _ handler: @escaping @Sendable () -> some ChannelHandler,
    _ body: (Int) async throws -> Result
  ) async throws -> Result {
    let channel = try await listen(handler)
    do {
      let result = try await body(channel.localAddress?.port ?? 0)
      try await channel.close()
      return result
    } catch {
      try await channel.close()
      throw error
    }
  }
}
