public import Core

/// What was read from one document.
public struct ReadDocument: Hashable, Sendable {
  /// A link or a reference the document makes.
  public struct Link: Hashable, Sendable {
    /// The target as it is written.
    public var target: String
    /// The line of the element that makes it, from 1.
    public var line: Int
  }

  public var format: DocumentFormat
  /// The document's title; its first heading, or its file name, where it has none.
  public var title: String
  /// In document order.
  public var nodes: [DesignNode]
  /// By line.
  public var findings: [Finding]
  /// The ids that links may name, sorted.
  public var anchors: [String]
  /// In document order.
  public var links: [Link]
}
