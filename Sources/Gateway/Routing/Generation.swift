import Core
import Formats

/// A plan at work. Calls keep the one that they began with; a changed plan is a new one, which takes
/// over what is known of the backends and clients that stay as they were.
final class Generation: Sendable {
  let plan: GatewayPlan
  let backends: [Backend]
  let aliases: [String: Alias]
  private let clients: [Digest: Client]

  /// - Throws: ``GatewayError`` where a key's variable is not set.
  init(
    _ plan: GatewayPlan, environment: [String: String], after last: Generation? = nil
  ) throws(GatewayError) {
    var backends: [String: Backend] = [:]
    for planned in plan.backends {
      let key = try Self.key(of: planned, environment)
      let known = last?.backends.first { $0.plan == planned && $0.hasKey(key) }
      let isSame = last?.plan.breaker == plan.breaker
      backends[planned.name] =
        isSame
        ? known ?? Backend(planned, key: key, breaker: plan.breaker)
        : Backend(planned, key: key, breaker: plan.breaker)
    }
    self.plan = plan
    self.backends = plan.backends.compactMap { backends[$0.name] }
    aliases = Dictionary(
      plan.aliases.map { alias in
        let arms = alias.arms.map { arm in
          Arm(
            name: arm.name, weight: arm.weight, backends: arm.backends.compactMap { backends[$0] })
        }
        return (
          alias.name,
          Alias(
            name: alias.name, arms: arms, fallback: alias.fallback.compactMap { backends[$0] },
            sticky: alias.sticky)
        )
      }, uniquingKeysWith: { $1 })
    clients = Dictionary(
      plan.clients.map { planned in
        let known = last?.clients.values.first { $0.plan.name == planned.name }
        return (planned.key, Client(planned, use: known?.use ?? ClientUse()))
      }, uniquingKeysWith: { $1 })
  }

  private static func key(
    of backend: PlannedBackend, _ environment: [String: String]
  ) throws(GatewayError) -> String? {
    guard let variable = backend.key else { return nil }
    let isHeader = { (key: String) in key.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
    guard let key = environment[variable], !key.isEmpty, isHeader(key) else {
      throw GatewayError(
        .noKey,
        "the backend '\(backend.name)' wants its key in \(variable), which is not set or no key",
        remedy: "Set \(variable) to the key and nothing else, or take `key` out of the backend.")
    }
    return key
  }

  /// The client whose key this is.
  func client(withKey secret: Substring) -> Client? { clients[Digest(of: String(secret))] }

  /// The client of a name, for what it used before the gateway began.
  func client(named name: String) -> Client? {
    clients.values.first { $0.plan.name == name }
  }
}
