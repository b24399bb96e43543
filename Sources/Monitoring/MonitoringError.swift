public import Core

/// Why a gateway's records cannot be kept, read or made use of: what happened, where, and the way out.
public struct MonitoringError: Error, CustomStringConvertible, Hashable, Sendable {
  /// What kind of thing went wrong.
  public enum Code: Hashable, Sendable {
    /// A file or a folder is not there.
    case missing
    /// Another gateway writes into the same folder.
    case locked
    /// What was harvested is not what it says it is.
    case damaged
    /// The system refused: no room, no permission.
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
