/// The lines of one document that others may repeat: what is kept of a document to find footers.
public struct LineTally: Codable, Hashable, Sendable {
  /// The folded lines.
  public var lines: Set<String>

  /// - Parameter texts: the texts of one document, as they are before cleaning.
  public init(of texts: some Sequence<String>) {
    lines = []
    for text in texts {
      for line in text.split(whereSeparator: \.isNewline) where line.utf8.count <= Self.longest {
        let folded = String(line).normalized
        if folded.utf8.count >= 4 { lines.insert(folded) }
      }
    }
  }

  /// A longer line is a paragraph.
  static let longest = 240
}
