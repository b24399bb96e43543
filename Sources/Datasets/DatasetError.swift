/// Why a dataset cannot be had: what happened, and the way out.
public struct DatasetError: Error, CustomStringConvertible, Hashable, Sendable {
  public enum Code: Hashable, Sendable {
    /// There is no dataset.
    case missing
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
