public import Core

/// Why a gateway cannot be started, or its plan not be taken.
public struct GatewayError: Error, CustomStringConvertible, Hashable, Sendable {
  /// The kinds, for exit codes and tests.
  public enum Code: String, Codable, Hashable, Sendable {
    /// The plan's file cannot be read, or says what cannot be.
    case badPlan
    /// An environment variable that holds a backend's key is not set.
    case noKey
    /// The address cannot be listened on.
    case cannotListen
    /// A change that needs a restart.
    case needsRestart
  }

  /// The kind of fault.
  public var code: Code
  /// Where in the plan's file; `nil` for what is about no file.
  public var place: SourcePlace?
  /// What is wrong, one clause.
  public var message: String
  /// What to do next, one sentence.
  public var remedy: String

  public init(_ code: Code, at place: SourcePlace? = nil, _ message: String, remedy: String) {
    self.code = code
    self.place = place
    self.message = message
    self.remedy = remedy
  }

  public var description: String {
    "\(place.map { "\($0): " } ?? "")\(message)\n  \(remedy)"
  }
}
