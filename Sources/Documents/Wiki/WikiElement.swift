/// An element of a stored page as a plain value, with its mixed content in order.
struct WikiElement {
  /// What an element holds.
  enum Content {
    case element(WikiElement)
    case text(String)
    case comment(String, line: Int)
    /// A reference to an entity that no one knows, by its name.
    case unknownEntity(String, line: Int)
  }

  /// XHTML's own name, or one with the prefix that Confluence gives it: `ac:link`, `ri:page`.
  let name: String
  /// By local name.
  let attributes: [String: String]
  let line: Int
  /// The column of its start tag, from 1.
  let column: Int?
  let content: [Content]

  /// Takes an element out of its tree.
  ///
  /// - Parameters:
  ///   - node: the element in the tree.
  ///   - places: where the start tags of the page stand.
  ///   - number: how many elements of the page come before this one; `nil` for what only wraps them.
  ///   - next: the number of the next element.
  init(_ node: XMLNode, _ places: StartTagPlaces, number: Int? = nil, next: inout Int) {
    name = Self.prefix(of: node) + node.name
    let place = number.flatMap { places[$0] }
    line = place?.line ?? node.line
    column = place?.column
    var attributes: [String: String] = [:]
    if node.hasAttributes { node.forEachAttribute { attributes[$0] = $1 } }
    self.attributes = attributes
    var content: [Content] = []
    var child = node.firstChild
    while let current = child {
      child = current.next
      switch current.kind {
      case .element:
        next += 1
        content.append(.element(WikiElement(current, places, number: next - 1, next: &next)))
      case .text: content.append(.text(current.text))
      case .entityReference:
        content.append(
          current.isUnresolvedEntity
            ? .unknownEntity(current.name, line: node.line) : .text(current.text))
      case .comment: content.append(.comment(current.content, line: current.line))
      case .instruction, .other: break
      }
    }
    self.content = content
  }

  private static func prefix(of node: XMLNode) -> String {
    guard let namespace = node.namespace else { return "" }
    return StoredPage.prefixes.first { $0.namespaces.contains(namespace) }.map { $0.prefix + ":" }
      ?? ""
  }

  subscript(attribute: String) -> String? { attributes[attribute] }

  /// The child elements, in order.
  var elements: [WikiElement] {
    content.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The first child of a name.
  func first(_ name: String) -> WikiElement? {
    for case .element(let element) in content where element.name == name { return element }
    return nil
  }

  /// The text of the element and all below it, as it is written.
  var text: String {
    var text = ""
    appendText(to: &text)
    return text
  }

  private func appendText(to text: inout String) {
    for part in content {
      switch part {
      case .text(let string): text += string
      case .element(let element): element.appendText(to: &text)
      case .comment, .unknownEntity: break
      }
    }
  }

  /// What tells each child element from its siblings in a path: its name, with an index where several
  /// have it.
  var childSteps: [String] {
    let names = elements.map(\.name)
    let totals = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    var counts: [String: Int] = [:]
    return names.map { name in
      counts[name, default: 0] += 1
      return totals[name] == 1 ? name : "\(name)[\(counts[name] ?? 1)]"
    }
  }

  /// Whether no reader sees it.
  var isHidden: Bool {
    guard let style = attributes["style"]?.lowercased().filter({ !$0.isWhitespace }) else {
      return false
    }
    return style.contains("display:none") || style.contains("visibility:hidden")
  }
}
