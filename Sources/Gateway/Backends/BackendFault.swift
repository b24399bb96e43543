/// Why a backend's call brought no answer, or not all of one.
struct BackendFault: Error, Equatable {
  enum Kind: String {
    /// No connection could be made.
    case unreachable
    /// The connection was closed before the answer was whole.
    case closed
    /// Nothing came for longer than the plan bears.
    case stalled
    /// It answered with another status than a call may have.
    case status
    /// It wants fewer calls.
    case busy
    /// It refuses what the plan says of it: the key, the model, the address.
    case misconfigured
    /// It answered with something that is no answer.
    case garbage
    /// The client went away.
    case clientGone
    /// The gateway is being stopped.
    case stopping
  }

  var kind: Kind
  /// One clause, in our own words: a backend's may hold its key.
  var message: String
  /// How long it wants to be left alone.
  var retryAfter: Double?
  /// Whether the same backend may be asked once more: the connection was closed before it can have done
  /// anything.
  var mayRepeat = false

  /// What the breaker is told.
  var outcome: Backend.Outcome {
    switch kind {
    case .unreachable, .closed, .stalled, .status, .misconfigured, .garbage: .bad
    case .busy: .busy(retryAfter ?? 1)
    case .clientGone, .stopping: .unknown
    }
  }

  /// Whether the next backend is asked.
  var mayPass: Bool {
    switch kind {
    case .clientGone, .stopping: false
    case .unreachable, .closed, .stalled, .status, .busy, .misconfigured, .garbage: true
    }
  }
}
