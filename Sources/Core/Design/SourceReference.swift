/// A pointer from something made to the design node it was made of.
public struct SourceReference: Codable, Hashable, Sendable {
  /// The ``DesignNode/id``.
  public var node: String
  public var document: String
  public var path: String
  public var line: Int
  /// SHA-256 of the node's text.
  public var digest: Digest

  public init(node: String, document: String, path: String, line: Int, digest: Digest) {
    self.node = node
    self.document = document
    self.path = path
    self.line = line
    self.digest = digest
  }
}
