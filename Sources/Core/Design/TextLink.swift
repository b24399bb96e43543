/// A link in a text.
public struct TextLink: Codable, Hashable, Sendable {
  /// The words that are linked, white space folded.
  public var text: String
  /// The target as it is written.
  public var target: String

  public init(text: String, target: String) {
    self.text = text
    self.target = target
  }
}
