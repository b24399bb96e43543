/// A circuit breaker: lets calls through until too many failed in a row, then none for a while, then
/// one that tries. Times are seconds of a clock that never jumps.
struct Breaker {
  private enum State {
    case closed(failures: Int)
    /// Nothing passes before that time.
    case open(until: Double, times: Int)
    /// One call is trying.
    case halfOpen(times: Int)
  }

  private let failures: Int
  private let rest: Double
  private var state = State.closed(failures: 0)

  init(failures: Int, rest: Double) {
    self.failures = failures
    self.rest = rest
  }

  /// Whether every call passes.
  var isClosed: Bool {
    if case .closed = state { true } else { false }
  }

  /// Seconds until a call may pass; `nil` where one may now.
  func wait(now: Double) -> Double? {
    switch state {
    case .closed: nil
    case .open(let until, _): until > now ? until - now : nil
    // Until the one that tries has its answer.
    case .halfOpen: 1
    }
  }

  /// Whether a call may pass; it must be followed by ``succeed()``, ``fail(now:)`` or ``withdraw()``.
  mutating func pass(now: Double) -> Bool {
    switch state {
    case .closed: return true
    case .open(let until, let times) where until <= now:
      state = .halfOpen(times: times)
      return true
    case .open, .halfOpen: return false
    }
  }

  mutating func succeed() { state = .closed(failures: 0) }

  mutating func fail(now: Double) {
    switch state {
    case .closed(let before) where before + 1 < failures: state = .closed(failures: before + 1)
    case .closed: state = .open(until: now + rest, times: 1)
    case .halfOpen(let times):
      state = .open(until: now + rest * Double(1 << min(times, 4)), times: times + 1)
    // A call that began before it opened.
    case .open: break
    }
  }

  /// The call that passed ended without a word on the backend: its client went away.
  mutating func withdraw(now: Double) {
    if case .halfOpen(let times) = state { state = .open(until: now, times: times) }
  }
}
