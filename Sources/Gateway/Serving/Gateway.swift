public import Core
import FoundationEssentials
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An OpenAI-compatible endpoint that clients call by alias, in front of the servers that answer.
///
/// It reads what is asked, finds the backend, passes the answer on as it comes, and hands a record of
/// each call on. It keeps nothing: the plan comes from the outside, the records go there.
public final class Gateway: Sendable {
  private let state: GatewayState
  private let record: @Sendable (GatewayRecord) async -> Void
  private let environment: [String: String]
  private let life = Mutex(Life())

  private struct Life {
    var server: Server<HTTP1Channel>?
    /// One that is told to stop before it listens would take the process with it (Hummingbird 2.28).
    var isListening = false
  }

  /// How long records may still be handed on when all calls are over.
  private static let mostRecording = Duration.seconds(5)

  /// - Parameters:
  ///   - plan: what is served.
  ///   - environment: where the backends' keys are found.
  ///   - usedToday: tokens that clients have used today before the gateway began, by name.
  ///   - clock: the time, for records, limits and breakers.
  ///   - feedback: keeps what clients say of answers; an error is answered 500.
  ///   - record: takes the record of each call, one after the other; no call waits for it.
  /// - Throws: ``GatewayError`` where the environment lacks a key.
  public init(
    _ plan: GatewayPlan, environment: [String: String], usedToday: [String: Int] = [:],
    clock: GatewayClock = .system,
    feedback: @escaping @Sendable (Feedback) async throws -> Void = { _ in },
    record: @escaping @Sendable (GatewayRecord) async -> Void = { _ in }
  ) throws(GatewayError) {
    self.environment = environment
    self.record = record
    let generation = try Generation(plan, environment: environment)
    for (name, tokens) in usedToday {
      generation.client(named: name)?.use.add(tokens: tokens, date: clock.date())
    }
    state = GatewayState(generation, clock: clock, feedback: feedback)
  }

  /// Takes a changed plan. Calls under way end by the old one; what is known of the backends and
  /// clients that stay is kept.
  ///
  /// - Throws: ``GatewayError`` where the plan cannot be taken; then nothing changes.
  public func reload(_ plan: GatewayPlan) throws(GatewayError) {
    try state.replace { last throws(GatewayError) in
      guard plan.listen == last.plan.listen else {
        throw GatewayError(
          .needsRestart, "the address to listen on has changed",
          remedy: "Stop the gateway and start it again, or put the address back.")
      }
      return try Generation(plan, environment: environment, after: last)
    }
  }

  /// The figures as Prometheus reads them.
  public var metrics: String {
    MetricsPage(
      state.metrics.now, backends: state.generation.backends,
      connections: state.connections.count, dropped: state.recorder.dropped
    ).text
  }

  /// Serves until ``stop(within:)`` is called or the task is cancelled; to be called once.
  ///
  /// - Parameter onReady: is told the port that is listened on.
  /// - Throws: ``GatewayError`` where the address cannot be listened on.
  public func run(onReady: @escaping @Sendable (Int) -> Void = { _ in }) async throws(GatewayError)
  {
    let clients = BackendClients()
    guard !state.isStopping else { return await clients.close() }
    let server = server(Responder(state: state, clients: clients), onReady)
    life.withLock { $0.server = server }
    let failure = await withTaskGroup(of: GatewayError?.self) { group in
      group.addTask(executorPreference: QueueExecutor(label: "colophon.gateway.recorder")) {
        await self.state.recorder.run(self.record)
        return nil
      }
      let failure = await self.serve(server, clients)
      self.state.recorder.finish()
      group.addTask {
        try? await Task.sleep(for: Self.mostRecording)
        return nil
      }
      _ = await group.next()
      group.cancelAll()
      return failure
    }
    life.withLock { $0 = Life() }
    await clients.close()
    if let failure { throw failure }
  }

  /// Ends the gateway: takes no more calls, lets those under way end, and cuts off what is left. One that
  /// does not listen yet ends by itself, before it takes a call.
  ///
  /// - Parameter time: how long calls may still go on.
  public func stop(within time: Duration = .seconds(30)) async {
    let listening = life.withLock { life in
      state.beginStopping()
      return life.isListening ? life.server : nil
    }
    guard let server = listening else { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await server.shutdownGracefully() }
      group.addTask {
        guard (try? await Task.sleep(for: time)) != nil else { return }
        await self.cutOff()
      }
      _ = await group.next()
      group.cancelAll()
    }
  }

  /// Ends all calls, with an error where there is time for one, and closes all connections.
  private func cutOff() async {
    let connections = state.connections.all
    for connection in connections { connection.stop() }
    let patience = ContinuousClock.now.advanced(by: .seconds(5))
    while state.calls > 0, ContinuousClock.now < patience {
      try? await Task.sleep(for: .milliseconds(10))
    }
    for connection in state.connections.all { connection.channel.close(promise: nil) }
  }

  /// The server listens: it begins to serve, or ends where that was asked for meanwhile.
  private func begin(_ port: Int, _ onReady: @Sendable (Int) -> Void) {
    let stopped = life.withLock { life in
      life.isListening = true
      return state.isStopping ? life.server : nil
    }
    guard let server = stopped else { return onReady(port) }
    Task { try? await server.shutdownGracefully() }
  }

  private func serve(_ server: Server<HTTP1Channel>, _ clients: BackendClients) async
    -> GatewayError?
  {
    await withTaskGroup(of: GatewayError?.self) { group in
      group.addTask { await self.listen(server) }
      group.addTask {
        await self.endSlowConnections()
        return nil
      }
      group.addTask {
        await HealthChecks(state: self.state, clients: clients).run()
        return nil
      }
      // The other two end by being cancelled.
      let first = await group.next()
      group.cancelAll()
      return first ?? nil
    }
  }

  /// Lets the server run to its end. A cancelled task ends it as a stop does: were the server cancelled, a
  /// connection that it has just accepted would take the process with it (swift-nio 2.101).
  private func listen(_ server: Server<HTTP1Channel>) async -> GatewayError? {
    let serving = Task(executorPreference: EventLoopExecutor.shared) { () -> GatewayError? in
      do {
        try await server.run()
        return nil
      } catch {
        let listen = self.state.generation.plan.listen
        return GatewayError(
          .cannotListen, "\(listen.host):\(listen.port) cannot be listened on",
          remedy: "See that no other program has the port, and that the host is this machine's.")
      }
    }
    return await withTaskCancellationHandler {
      await serving.value
    } onCancel: {
      Task { await self.stop(within: .zero) }
    }
  }

  /// Closes connections whose clients keep the gateway waiting.
  private func endSlowConnections() async {
    while true {
      let limit = state.generation.plan.limits.slowClient
      guard (try? await Task.sleep(for: min(.seconds(1), limit / 2))) != nil else { return }
      let moment = NIODeadline.now() - TimeAmount(limit)
      for connection in state.connections.all where connection.isSlow(since: moment) {
        connection.channel.close(promise: nil)
      }
    }
  }

  private func server(
    _ responder: Responder, _ onReady: @escaping @Sendable (Int) -> Void
  ) -> Server<HTTP1Channel> {
    let plan = state.generation.plan
    let connections = state.connections
    let logger = Logger(label: "gateway") { _ in SwiftLogNoOpLogHandler() }
    var configuration = HTTP1Channel.Configuration(
      additionalChannelHandlers: [ClientWatch(connections)],
      idleTimeout: TimeAmount(plan.limits.idle))
    configuration.httpDecoder = .init(
      maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)
    let channel = HTTP1Channel(
      responder: { try await responder.respond($0, $1, $2) }, configuration: configuration)
    return Server(
      childChannelSetup: channel,
      configuration: ServerConfiguration(
        address: .hostname(plan.listen.host, port: plan.listen.port), backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(
          OpenFiles.connections(plan.limits), logger: logger)),
      onServerRunning: { self.begin($0.localAddress?.port ?? 0, onReady) },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
  }
}
