import Core
import NIOCore
import Synchronization

/// What the gateway has done, in figures. Labels come from the plan alone: never from what a client or
/// a backend says.
final class GatewayMetrics: Sendable {
  /// What calls of one alias that one backend answered came to.
  struct Series {
    var statuses: [Int: Int] = [:]
    var refusals = 0
    var inputTokens = 0
    var outputTokens = 0
    var whole = Histogram()
    var firstByte = Histogram()
  }

  struct Route: Hashable {
    var alias: String
    var backend: String
  }

  struct Failure: Hashable {
    var route: Route
    var kind: String
  }

  struct Figures {
    var series: [Route: Series] = [:]
    var errors: [Failure: Int] = [:]
    var turnedAway: [String: Int] = [:]
    var feedback = 0
    /// Calls whose client went away.
    var abandoned = 0
  }

  private let figures = Mutex(Figures())

  /// A call is over.
  func count(_ journal: Journal) {
    figures.withLock { figures in
      if journal.outcome == .refused {
        figures.turnedAway[journal.error ?? "invalid_request_error", default: 0] += 1
        return
      }
      let alias = journal.alias ?? ""
      let route = Route(alias: alias, backend: journal.backend?.plan.name ?? "none")
      for attempt in journal.attempts {
        let failed = Route(alias: alias, backend: attempt.backend)
        figures.errors[Failure(route: failed, kind: attempt.kind), default: 0] += 1
      }
      if journal.outcome == .abandoned { figures.abandoned += 1 }
      var series = figures.series.removeValue(forKey: route) ?? Series()
      series.statuses[journal.status, default: 0] += 1
      if journal.reader.isRefusal { series.refusals += 1 }
      series.inputTokens += journal.reader.inputTokens ?? 0
      series.outputTokens += journal.reader.outputTokens ?? 0
      if let end = journal.end { series.whole.add(journal.seconds(to: end)) }
      if let first = journal.firstByte { series.firstByte.add(journal.seconds(to: first)) }
      figures.series[route] = series
    }
  }

  /// A request was turned away before it was a call.
  func turnedAway(_ code: String) {
    figures.withLock { $0.turnedAway[code, default: 0] += 1 }
  }

  func countFeedback() {
    figures.withLock { $0.feedback += 1 }
  }

  var now: Figures { figures.withLock { $0 } }
}
