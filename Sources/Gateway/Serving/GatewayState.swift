import AsyncHTTPClient
import Core
import FoundationEssentials
import Synchronization

/// What all connections share.
final class GatewayState: Sendable {
  let connections = ClientConnections()
  let metrics = GatewayMetrics()
  let recorder: CallRecorder
  let feedback: @Sendable (Feedback) async throws -> Void
  let clock: GatewayClock
  private let current: Mutex<Generation>
  private let flags = Mutex((calls: 0, bytes: 0, isStopping: false))

  init(
    _ generation: Generation, clock: GatewayClock,
    feedback: @escaping @Sendable (Feedback) async throws -> Void
  ) {
    current = Mutex(generation)
    self.clock = clock
    recorder = CallRecorder(mostBytes: generation.plan.limits.recordBytes)
    self.feedback = feedback
  }

  /// The plan that new calls begin with.
  var generation: Generation { current.withLock { $0 } }

  /// Makes the next plan of the current one.
  func replace(
    _ next: (Generation) throws(GatewayError) -> Generation
  ) throws(GatewayError) {
    try current.withLock { generation throws(GatewayError) in generation = try next(generation) }
  }

  var date: Date { clock.date() }
  var uptime: Double { clock.uptime() }

  /// Counts a call in, unless there are too many or no more are taken; ``leave()`` must follow.
  func enter() -> APIRefusal? {
    let most = generation.plan.limits.calls
    return flags.withLock { flags in
      if flags.isStopping { return .stopping }
      guard flags.calls < most else {
        return APIRefusal(
          503, "server_error", code: "gateway_busy", "The gateway has too many calls under way.",
          retryAfter: 1)
      }
      flags.calls += 1
      return nil
    }
  }

  func leave() { flags.withLock { $0.calls -= 1 } }

  /// Counts bytes of a request that is held, unless there are too many; ``release(bytes:)`` must follow.
  func hold(bytes: Int) -> Bool {
    let limits = generation.plan.limits
    // One body may always come in.
    let most = max(limits.heldBytes, limits.bodyBytes)
    return flags.withLock { flags in
      guard flags.bytes + bytes <= most else { return false }
      flags.bytes += bytes
      return true
    }
  }

  func release(bytes: Int) { flags.withLock { $0.bytes -= bytes } }

  var calls: Int { flags.withLock { $0.calls } }

  /// From now on no call is taken.
  func beginStopping() { flags.withLock { $0.isStopping = true } }

  var isStopping: Bool { flags.withLock { $0.isStopping } }
}
