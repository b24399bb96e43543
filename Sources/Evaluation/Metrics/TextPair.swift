/// What a model wrote, and what it should have: one line of an evaluation set.
public struct TextPair: Hashable, Sendable {
  /// What the model wrote.
  public var hypothesis: String
  /// What would have been right: one text or several, any of which will do.
  public var references: [String]

  public init(_ hypothesis: String, references: [String]) {
    self.hypothesis = hypothesis
    self.references = references
  }

  public init(_ hypothesis: String, reference: String) {
    self.init(hypothesis, references: [reference])
  }
}
