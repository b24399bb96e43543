public import Core

/// A passage of a document that is compared with another: what a reader needs to find it.
public struct ComparedPassage: Codable, Hashable, Sendable {
  public var kind: DesignNode.Kind
  public var text: String
  public var section: [String]
  /// The file it stands in, by its path in the folder: a chapter's own, not the book's.
  public var document: String
  /// The element path inside the document.
  public var path: String
  public var part: String?
  public var line: Int
  public var column: Int?

  init(_ node: DesignNode, text: String) {
    kind = node.kind
    self.text = text
    section = node.section
    document = node.document
    path = node.path
    part = node.part
    line = node.line
    column = node.column
  }
}

extension ReadDocument {
  /// The nodes that say something of their own, in order: a control's name or an image's text that
  /// only repeats words of the text it stands in is left out.
  var comparedNodes: [DesignNode] {
    var kept: [DesignNode] = []
    var holder: DesignNode?
    for node in nodes {
      switch node.kind {
      case .uiString, .figure, .glossaryTerm, .code:
        if let holder, node.path.hasPrefix(holder.path + "/"), node.part == holder.part,
          holder.text.contains(node.text)
        {
          continue
        }
      case .title, .section, .paragraph, .listItem, .step, .tableRow, .admonition, .question,
        .answer, .requirement:
        holder = node
      case .comment: break
      }
      kept.append(node)
    }
    return kept
  }
}
