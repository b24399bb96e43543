import AsyncHTTPClient
import NIOCore
import NIOPosix

/// What holds the connections to backends: as many as there are calls, of which those that are free are
/// kept for a while.
struct BackendClients: Sendable {
  // Model servers close idle connections after 5 seconds (uvicorn): ours must be the first.
  private let plain = Self.client(idle: .seconds(3))
  // A new one costs a handshake, and what stands before such servers waits for a minute and more.
  private let encrypted = Self.client(idle: .seconds(60))

  subscript(_ backend: Backend) -> HTTPClient { backend.isEncrypted ? encrypted : plain }

  /// Closes all connections.
  func close() async {
    try? await plain.shutdown()
    try? await encrypted.shutdown()
  }

  /// Retries are ours to decide, and redirects are never followed.
  private static func client(idle: TimeAmount) -> HTTPClient {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 10_000
    configuration.connectionPool.idleTimeout = idle
    return HTTPClient(
      eventLoopGroupProvider: .shared(.singletonMultiThreadedEventLoopGroup),
      configuration: configuration)
  }
}
