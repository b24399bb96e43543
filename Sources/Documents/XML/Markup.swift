import FoundationEssentials

/// An element of a tree as a plain value, with its mixed content in order: for formats whose readers
/// walk a tree, and take its small parts out of it. Where there is no tree, ``TapeElement`` is it.
struct Markup {
  /// What an element holds.
  enum Content {
    case element(Markup)
    case text(String)
    case comment(String, line: Int)
  }

  /// The local name.
  let name: String
  let namespace: String?
  /// By local name, whatever the namespace.
  let attributes: [String: String]
  /// The line the element starts on, from 1.
  let line: Int
  let content: [Content]

  /// Takes one element out of a tree, with all that it holds.
  init(_ node: XMLNode) {
    name = node.name
    namespace = node.namespace
    line = node.line
    var attributes: [String: String] = [:]
    if node.hasAttributes { node.forEachAttribute { attributes[$0] = $1 } }
    self.attributes = attributes
    var content: [Content] = []
    var child = node.firstChild
    while let current = child {
      child = current.next
      switch current.kind {
      case .element: content.append(.element(Markup(current)))
      case .text, .entityReference: content.append(.text(current.text))
      case .comment: content.append(.comment(current.content, line: current.line))
      case .instruction, .other: break
      }
    }
    self.content = content
  }

  subscript(attribute: String) -> String? { attributes[attribute] }

  /// The child elements, in order.
  var elements: [Markup] {
    content.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The first child of a local name.
  func first(_ name: String) -> Markup? {
    for case .element(let element) in content where element.name == name { return element }
    return nil
  }

  /// The children of a local name, in order.
  func all(_ name: String) -> [Markup] { elements.filter { $0.name == name } }

  /// The first element of a local name below this one, in document order.
  func descendant(_ name: String) -> Markup? {
    for element in elements {
      if element.name == name { return element }
      if let found = element.descendant(name) { return found }
    }
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
      case .comment: break
      }
    }
  }
}
