import Core
import FoundationEssentials

/// Tells whose failure a call shows where a fallback answered it: the client saw none, and the arm's own
/// backend is down all the same.
struct ArmRoutes {
  /// Which of an arm's models a call was for, and whether another one had to answer.
  struct Route {
    /// The model's name; empty where no record says what stands behind the arm.
    var model: String
    /// Whether the arm's own backend did not answer and another did.
    var isPassedOn: Bool
  }

  private struct Arm: Hashable {
    var alias: String
    var name: String
  }

  private struct StandIn {
    var model: String
    var last: Date
  }

  /// A breaker lets a call try every few minutes, and a failed one is on record again.
  private static let memory = 300.0

  /// What stands behind an arm's backends, as its calls showed last.
  private var models: [Arm: [String: String]] = [:]
  /// Backends that answer for an arm's own ones, and when they last did so after a failed attempt.
  private var standIns: [Arm: [String: StandIn]] = [:]

  /// - Parameter record: of an arm; records come in about the order of their time.
  mutating func route(of record: GatewayRecord) -> Route {
    let arm = Arm(alias: record.alias ?? "", name: record.arm ?? "")
    let model = record.model ?? ""
    let tried = record.failedAttempts.first?.backend
    guard let backend = record.backend else {
      if let tried, !model.isEmpty { models[arm, default: [:]][tried] = model }
      return Route(model: known(model, tried, arm), isPassedOn: false)
    }
    guard let tried else {
      // While a breaker keeps calls away from a backend, no attempt is on record.
      if let standIn = standIns[arm]?[backend],
        abs(record.time.timeIntervalSince(standIn.last)) < Self.memory
      {
        return Route(model: standIn.model, isPassedOn: true)
      }
      models[arm, default: [:]][backend] = model
      return Route(model: model, isPassedOn: false)
    }
    guard tried != backend else { return Route(model: model, isPassedOn: false) }
    let own = known("", tried, arm)
    // Two backends of one model stand in for each other every day.
    if !own.isEmpty, own != model {
      standIns[arm, default: [:]][backend] = StandIn(model: own, last: record.time)
    }
    return Route(model: own, isPassedOn: true)
  }

  private func known(_ model: String, _ tried: String?, _ arm: Arm) -> String {
    if !model.isEmpty { return model }
    return tried.flatMap { models[arm]?[$0] } ?? ""
  }
}
