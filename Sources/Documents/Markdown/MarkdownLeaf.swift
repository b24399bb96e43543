/// A leaf block as a walk finds it: what it says, where it stands, what it shows.
struct MarkdownLeaf {
  /// What a leaf is.
  enum Kind: Hashable {
    case block(MarkdownBlock.Kind)
    /// Raw HTML, which is never published.
    case html
  }

  /// An image inside a leaf.
  struct Image: Hashable {
    var alternative: String
    var line: Int
  }

  var kind: Kind
  var text = ""
  var line: Int
  /// The element path, such as `/document/list[2]/item/paragraph`.
  var path: String
  /// A code block's language; `task` for a task list's item.
  var role: String?
  /// Whether it stands in an item of a numbered list.
  var isStep = false
  var images: [Image] = []
  /// The tags of raw HTML inside the text, as they are written.
  var inlineTags: [String] = []

  /// The public value; `nil` for raw HTML and for what holds no words.
  var block: MarkdownBlock? {
    guard case .block(let kind) = kind, !text.isEmpty else { return nil }
    return MarkdownBlock(kind: kind, text: text, line: line)
  }
}
