/// One example of a prompt dataset: a short chat, and what it was made of.
public struct Example: Codable, Hashable, Identifiable, Sendable {
  /// The part of a dataset an example belongs to.
  public enum Split: String, CaseIterable, Codable, Hashable, Sendable {
    case train, validation, test
  }

  /// Where an example came from: one line of `lineage.jsonl`.
  public struct Lineage: Codable, Hashable, Sendable {
    /// The ``Example/id``.
    public var id: String
    public var split: Split
    /// The line of the split's file, from 1.
    public var line: Int
    public var recipe: String
    /// What keeps related examples on one side of a split: the source document.
    public var group: String
    public var sources: [SourceReference]

    public init(
      id: String, split: Split, line: Int, recipe: String, group: String,
      sources: [SourceReference]
    ) {
      self.id = id
      self.split = split
      self.line = line
      self.recipe = recipe
      self.group = group
      self.sources = sources
    }
  }

  /// Stable while the messages stay.
  public var id: String
  /// The recipe that made it: `section`, `answer`, `microcopy`.
  public var recipe: String
  public var messages: [ChatMessage]
  public var group: String
  public var sources: [SourceReference]

  public init(
    id: String, recipe: String, messages: [ChatMessage], group: String, sources: [SourceReference]
  ) {
    self.id = id
    self.recipe = recipe
    self.messages = messages
    self.group = group
    self.sources = sources
  }
}
