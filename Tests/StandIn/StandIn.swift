import NIOCore
import Synchronization

/// A server for tests that speaks OpenAI's API on the loopback interface, and can be told to fail.
///
/// It answers chats and responses (streamed too), files, uploads, batches, models,
/// fine-tuning jobs and evaluations. Its answers follow
/// from the request alone, so that two runs of one script bring the same texts.
public final class StandIn: Sendable {
  private let service: Mutex<Service>
  private let listening: Mutex<(any Channel)?> = Mutex(nil)
  private let reserved: Mutex<ReservedPort?> = Mutex(nil)
  let delay: TimeAmount

  public init(_ settings: Settings = Settings()) {
    delay = TimeAmount(settings.delay)
    service = Mutex(Service(settings))
  }

  /// Runs a test's body against a server that is closed afterwards.
  public static func run<Result: Sendable>(
    _ settings: Settings = Settings(), _ body: (StandIn) async throws -> Result
  ) async throws -> Result {
    let server = StandIn(settings)
    try await server.start()
    do {
      let result = try await body(server)
      try await server.stop()
      return result
    } catch {
      try await server.stop()
      throw error
    }
  }

  /// Listens on a port of 127.0.0.1: the named one, or else a free one that stays this server's, so that
  /// it can be stopped and started again at the same address.
  public func start(port named: Int? = nil) async throws {
    let port = try named ?? ownPort()
    let channel = try await LoopbackServer.listen(port: port) { Connection(self) }
    listening.withLock { $0 = channel }
  }

  private func ownPort() throws -> Int {
    try reserved.withLock { reserved in
      if let port = reserved?.port { return port }
      let free = try ReservedPort()
      let port = free.port
      reserved = consume free
      return port
    }
  }

  /// Closes the server; again, it does nothing.
  public func stop() async throws {
    guard let channel = listening.withLock({ $0 }), channel.isActive else { return }
    try await channel.close()
  }

  public var port: Int { listening.withLock { $0?.localAddress?.port } ?? 0 }
  /// The address up to `/v1`.
  public var baseURL: String { "http://127.0.0.1:\(port)/v1" }
  /// What it was asked so far.
  public var calls: Calls { service.withLock { $0.calls } }
  /// What went over the wire, where it is kept.
  public var exchanges: [Exchange] { service.withLock { $0.exchanges } }
  /// The batches' ids, in the order of their creation.
  public var batches: [String] { service.withLock { $0.batches.map(\.id) } }

  /// What goes wrong with the next requests for an answer, one a request.
  public func script(_ faults: [Fault]) {
    service.withLock { $0.script += faults }
  }

  /// The fine-tuning jobs' ids, in the order of their creation.
  public var tuningJobs: [String] { service.withLock { $0.jobs.map(\.id) } }

  /// A fine-tuning job's status, without a look that brings it on.
  public func status(ofJob id: String) -> String? {
    service.withLock { $0.jobs.first { $0.id == id }?.status }
  }

  /// Changes how it behaves from now on; not the delay.
  public func change(_ change: @Sendable (inout Settings) -> Void) {
    service.withLock { change(&$0.settings) }
  }

  /// Loses a batch, as a server does that is set up anew.
  public func lose(_ batch: String) {
    service.withLock { $0.batches.removeAll { $0.id == batch } }
  }

  /// Counts from nought again.
  public func forgetCalls() {
    service.withLock { $0.calls = Calls() }
  }

  func begins(_ request: Request) -> Reply {
    service.withLock { $0.begin(request) }
  }

  func ends() {
    service.withLock { $0.inFlight -= 1 }
  }
}
