/// Why tokens cannot be counted: what happened, and the way out.
public struct TokenError: Error, CustomStringConvertible, Hashable, Sendable {
  public enum Code: Hashable, Sendable {
    /// There is no rank file.
    case missing
    /// The rank file is another one, or damaged.
    case wrongRanks
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
