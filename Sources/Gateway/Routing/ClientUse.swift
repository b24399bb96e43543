import FoundationEssentials
import Synchronization

/// What a client has asked for lately, and used today.
final class ClientUse: Sendable {
  private struct State {
    /// When calls of the last minute began, the oldest first, from `first` on.
    var calls: [Double] = []
    var first = 0
    /// Days since 1970, in UTC.
    var day = 0
    var tokens = 0
  }

  /// Why a call has to wait.
  enum Limit {
    case requests, tokens
  }

  private static let minute = 60.0
  private static let day = 86_400.0

  private let state = Mutex(State())

  func take(
    requestsPerMinute: Int?, tokensPerDay: Int?, now: Double, date: Date
  ) -> (limit: Limit, wait: Double)? {
    state.withLock { state in
      if let most = tokensPerDay {
        let seconds = date.timeIntervalSince1970
        Self.turn(&state, to: seconds)
        if state.tokens >= most { return (.tokens, Double(state.day + 1) * Self.day - seconds) }
      }
      guard let most = requestsPerMinute else { return nil }
      let count = state.calls.count
      while state.first < count, state.calls[state.first] <= now - Self.minute { state.first += 1 }
      if count - state.first >= most {
        return (.requests, state.calls[count - most] + Self.minute - now)
      }
      // Those that are over are taken out when they are as many as those that count.
      if state.first > most {
        state.calls.removeFirst(state.first)
        state.first = 0
      }
      state.calls.append(now)
      return nil
    }
  }

  /// Counts what an answer used.
  func add(tokens: Int, date: Date) {
    state.withLock { state in
      Self.turn(&state, to: date.timeIntervalSince1970)
      state.tokens += tokens
    }
  }

  /// Begins to count anew where it is another day.
  private static func turn(_ state: inout State, to seconds: Double) {
    let day = Int(seconds / Self.day)
    if state.day != day { (state.day, state.tokens) = (day, 0) }
  }
}
