/// How a process ended, as far as that is known.
public enum ProcessEnd: Hashable, Sendable {
  /// By itself, with a code.
  case exited(Int32)
  /// By a signal.
  case signalled(Int32)
  /// Some way: it was another Colophon's child.
  case gone

  /// One clause for people.
  public var text: String {
    switch self {
    case .exited(let code): "it ended with code \(code)"
    case .signalled(let signal): "it was ended by signal \(signal)"
    case .gone: "it is gone"
    }
  }
}
