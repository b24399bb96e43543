import Core
import Formats
import FoundationEssentials
import Synchronization

/// A client of a plan, and what it has used.
final class Client: Sendable {
  let plan: PlannedClient
  /// The next plan's client of that name goes on with it.
  let use: ClientUse
  private let traces: Mutex<SecretTraces?> = Mutex(nil)

  init(_ plan: PlannedClient, use: ClientUse) {
    self.plan = plan
    self.use = use
  }

  /// Counts a request, unless a limit is reached.
  ///
  /// - Parameter usesTokens: whether it also has to have tokens left today.
  /// - Returns: the limit, and the seconds until it lets one request through.
  func take(
    usesTokens: Bool, now: Double, date: Date
  ) -> (limit: ClientUse.Limit, wait: Double)? {
    use.take(
      requestsPerMinute: plan.requestsPerMinute,
      tokensPerDay: usesTokens ? plan.tokensPerDay : nil, now: now, date: date)
  }

  /// What finds the client's key in a text, made of the key that it has just shown. It is made once,
  /// for it costs more than a call may.
  func traces(of key: String) -> SecretTraces? {
    traces.withLock { traces in
      if traces == nil { traces = SecretTraces(of: key) }
      return traces
    }
  }
}
