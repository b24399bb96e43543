/// A circuit breaker: lets calls through until too many failed in a row, then none for a while, then
/// one that tries. Times are seconds of a clock that never jumps.
struct Breaker {
  /// What a call that passed is to it.
  enum Pass {
    case usual
    /// The one that tries whether all is well again.
    case trial
  }

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

  /// Lets a call through, or not (`nil`). One that passed must be followed by ``succeed(_:)``,
  /// ``fail(_:now:)`` or ``withdraw(_:now:)``.
  mutating func pass(now: Double) -> Pass? {
    switch state {
    case .closed: return .usual
    case .open(let until, let times) where until <= now:
      state = .halfOpen(times: times)
      return .trial
    case .open, .halfOpen: return nil
    }
  }

  mutating func succeed(_ pass: Pass) {
    switch (state, pass) {
    case (.closed, _), (.halfOpen, .trial): state = .closed(failures: 0)
    // A call that began before it opened says nothing of the backend as it is now.
    case (.open, _), (.halfOpen, .usual): break
    }
  }

  mutating func fail(_ pass: Pass, now: Double) {
    switch (state, pass) {
    case (.closed(let before), _) where before + 1 < failures:
      state = .closed(failures: before + 1)
    case (.closed, _): state = .open(until: now + rest, times: 1)
    case (.halfOpen(let times), .trial):
      state = .open(until: now + rest * Double(1 << min(times, 4)), times: times + 1)
    // A call that began before it opened.
    case (.open, _), (.halfOpen, .usual): break
    }
  }

  /// The call that passed ended without a word on the backend: its client went away.
  mutating func withdraw(_ pass: Pass, now: Double) {
    if case (.halfOpen(let times), .trial) = (state, pass) {
      state = .open(until: now, times: times)
    }
  }
}
