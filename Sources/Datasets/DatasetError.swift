/// Why a dataset cannot be had: what happened, and the way out.
public struct DatasetError: Error, CustomStringConvertible, Hashable, Sendable {
  public enum Code: Hashable, Sendable {
    /// There is no dataset, or no such example in it.
    case missing
    /// A text could mean several examples.
    case ambiguous
    /// What shall be said of an example cannot be.
    case refused
    /// Its files do not belong together.
    case damaged
  }

  public var code: Code
  public var message: String
  public var remedy: String

  public init(_ code: Code, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }

  public var description: String { "\(message)\n  \(remedy)" }
}
