import FoundationEssentials

/// A short text that may hold HTML, as labels of drawings and strings of programs do: what a reader
/// sees of it, and nothing that acts.
enum MarkedUpText {
  /// The longest text that is looked at as HTML; a longer one is no label.
  private static let limit = 1 << 20

  /// Tags that tell HTML from a text with angle brackets, such as `<<use>>`.
  private static let tags: Set<String> = [
    "a", "b", "big", "blockquote", "body", "br", "center", "code", "del", "div", "em", "font", "h1",
    "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "i", "img", "ins", "li", "link", "meta",
    "ol",
    "p", "pre", "s", "script", "small", "span", "strike", "strong", "style", "sub", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "tt", "u", "ul",
  ]
  private static let skipped: Set<String> = [
    "script", "style", "head", "title", "template", "iframe", "object", "svg", "noscript",
  ]
  private static let inline: Set<String> = [
    "a", "abbr", "b", "big", "code", "del", "em", "font", "i", "ins", "mark", "s", "small", "span",
    "strike", "strong", "sub", "sup", "tt", "u",
  ]

  /// Whether a text has a tag of HTML in it.
  static func holdsTags(_ text: String) -> Bool {
    var rest = text.utf8[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[rest.index(after: open)...]
      let name = rest.drop { $0 == UInt8(ascii: "/") }.prefix { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      }
      let end = name.endIndex == rest.endIndex ? nil : rest[name.endIndex]
      let isEnded = end.map { $0 <= 0x20 || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "/") }
      if isEnded == true, tags.contains(String(decoding: name, as: UTF8.self).lowercased()) {
        return true
      }
    }
    return false
  }

  /// What a reader sees of a text that is HTML, white space folded; `nil` where it cannot be read.
  static func visible(html: String) -> String? {
    guard html.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return html.whiteSpaceFolded
    }
    guard html.utf8.count <= limit else { return nil }
    // A body of its own keeps libxml2 from guessing where the text starts.
    let data = Data(("<body>" + html + "</body>").utf8)
    guard let text = try? DocumentText(data, display: "", policy: .lenient),
      let tree = try? XMLTree(html: text), let root = tree.root
    else { return nil }
    var visible = ""
    append(root, to: &visible)
    return visible.whiteSpaceFolded
  }

  private static func append(_ node: XMLNode, to text: inout String) {
    var child = node.firstChild
    while let current = child {
      child = current.next
      switch current.kind {
      case .text, .entityReference: current.appendText(to: &text)
      case .element:
        let name = current.name.lowercased()
        guard !skipped.contains(name) else { continue }
        let isInline = inline.contains(name)
        if !isInline { text += " " }
        append(current, to: &text)
        if !isInline { text += " " }
      case .comment, .instruction, .other: break
      }
    }
  }
}
