public import Core

/// Why something about tuning cannot be done: what happened, where, and the way out.
public struct TuningError: Error, CustomStringConvertible, Hashable, Sendable {
  /// What kind of thing went wrong: the command line ends with a code of its own for each.
  public enum Code: Hashable, Sendable {
    /// A folder or a file that a plan names is not there.
    case missing
    /// The folder is there, and is not what the plan takes it for.
    case refused
    /// Another Colophon is at work on the same plan.
    case locked
    /// What Colophon wrote of a run cannot be read.
    case damaged
    /// The Python environment of a trainer could not be made.
    case environment
    /// The server that tunes refused.
    case serverRefused
    /// The server that tunes could not be reached, or did not answer.
    case serverAway
    /// The system refused: no room, no permission, no process.
    case system
  }

  /// What kind of thing went wrong.
  public var code: Code
  /// Where in a file; `nil` where it is about no line of one.
  public var place: SourcePlace?
  /// What happened, without the place.
  public var message: String
  /// What to do, one or two sentences.
  public var remedy: String

  public init(_ code: Code, at place: SourcePlace? = nil, _ message: String, remedy: String) {
    self.code = code
    self.place = place
    self.message = message
    self.remedy = remedy
  }

  public var description: String { "\(place.map { "\($0): " } ?? "")\(message)\n  \(remedy)" }
}
