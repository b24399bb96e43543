import AsyncHTTPClient
import Core
import Formats
import NIOHTTP1
import Synchronization

/// A backend as it is now: how many calls it has, whether it is well, whether it may be called.
final class Backend: Sendable {
  let plan: PlannedBackend
  let key: APIKey?
  /// Whether its connections are encrypted.
  let isEncrypted: Bool
  private let keyDigest: Digest?
  // Made once: an address is read anew for each request that is made of one.
  private let chat: HTTPClient.Request?
  private let responses: HTTPClient.Request?
  private let state: Mutex<State>

  private struct State {
    var breaker: Breaker
    /// By alias.
    var inFlight: [String: Int] = [:]
    var missedChecks = 0
    /// Until when it has asked to be left alone.
    var restsUntil = 0.0
  }

  /// How many health checks in a row may be missed.
  private static let mostMissed = 1

  init(_ plan: PlannedBackend, key: String?, breaker: GatewayPlan.Breaker) {
    self.plan = plan
    self.key = key.map(APIKey.init)
    isEncrypted = plan.url.hasPrefix("https://")
    keyDigest = key.map { Digest(of: $0) }
    chat = Self.request(.chat, plan, self.key)
    responses = Self.request(.responses, plan, self.key)
    state = Mutex(
      State(breaker: Breaker(failures: breaker.failures, rest: breaker.rest.inSeconds)))
  }

  /// Nothing of a client's own headers: they may hold its key, and who it is.
  private static func request(
    _ endpoint: Endpoint, _ plan: PlannedBackend, _ key: APIKey?
  ) -> HTTPClient.Request? {
    var headers = HTTPHeaders([
      ("Content-Type", "application/json"), ("User-Agent", "colophon"),
    ])
    if let key { headers.add(name: "Authorization", value: key.authorization) }
    return try? HTTPClient.Request(
      url: plan.url + endpoint.rawValue, method: .POST, headers: headers)
  }

  /// What asks it, without a body; `nil` where its address is none.
  func request(_ endpoint: Endpoint) -> HTTPClient.Request? {
    switch endpoint {
    case .chat: chat
    case .responses: responses
    }
  }

  /// Whether that is its key.
  func hasKey(_ key: String?) -> Bool { keyDigest == key.map { Digest(of: $0) } }

  /// Calls under way, by alias.
  var inFlight: [String: Int] { state.withLock { $0.inFlight } }
  var calls: Int { state.withLock { $0.inFlight.values.reduce(0, +) } }
  /// Whether its last health checks were answered, as far as it has any.
  var isWell: Bool { state.withLock { $0.missedChecks <= Self.mostMissed } }
  /// Whether the breaker lets every call through.
  var isClosed: Bool { state.withLock { $0.breaker.isClosed } }

  /// Whether it is well, and does not want to rest.
  func isReady(now: Double) -> Bool {
    state.withLock { $0.missedChecks <= Self.mostMissed && $0.restsUntil <= now }
  }

  /// Seconds until it may be called; `nil` where it may now.
  func wait(now: Double) -> Double? { state.withLock { $0.breaker.wait(now: now) } }

  /// Takes a call on, where the breaker lets it through; ``leave(_:as:_:now:)`` must follow.
  func enter(as alias: Alias, now: Double) -> Breaker.Pass? {
    state.withLock {
      guard let pass = $0.breaker.pass(now: now) else { return nil }
      $0.inFlight[alias.name, default: 0] += 1
      return pass
    }
  }

  /// How a call went, as far as that says something of the backend.
  enum Outcome {
    case good, bad
    /// It asks to be left alone for so many seconds.
    case busy(Double)
    case unknown
  }

  func leave(_ outcome: Outcome, as alias: Alias, _ pass: Breaker.Pass, now: Double) {
    state.withLock {
      $0.inFlight[alias.name, default: 0] -= 1
      switch outcome {
      case .good: $0.breaker.succeed(pass)
      case .bad: $0.breaker.fail(pass, now: now)
      case .busy(let seconds):
        // It speaks, so it is there.
        $0.breaker.succeed(pass)
        $0.restsUntil = max($0.restsUntil, now + min(seconds, 60))
      case .unknown: $0.breaker.withdraw(pass, now: now)
      }
    }
  }

  /// A health check was answered well, or not.
  func checked(isWell: Bool) {
    state.withLock { $0.missedChecks = isWell ? 0 : $0.missedChecks + 1 }
  }
}
