public import Core

/// Why something could not be built for publication: what, where, and the way out.
public struct PublishingError: Error, CustomStringConvertible, Hashable, Sendable {
  /// The file at fault, where there is one.
  public var place: SourcePlace?
  /// What is wrong, one clause.
  public var message: String
  /// What to do about it, one sentence.
  public var remedy: String

  public var description: String {
    let prefix = place.map { "\($0): " } ?? ""
    return "\(prefix)\(message)\n  \(remedy)"
  }

  init(_ message: String, remedy: String, place: SourcePlace? = nil) {
    self.place = place
    self.message = message
    self.remedy = remedy
  }
}
