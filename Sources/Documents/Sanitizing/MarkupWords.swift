/// What a page of HTML tells its reader, in Markdown: headings, paragraphs, lists, tables, code, links.
struct MarkupWords {
  private var blocks: [String] = []
  /// What is written between two blocks, and belongs to a paragraph of its own.
  private var loose = ""

  var text: String {
    var all = blocks
    let rest = loose.whiteSpaceFolded.escapingListMark
    if !rest.isEmpty { all.append(rest) }
    return all.joined(separator: "\n\n") + (all.isEmpty ? "" : "\n")
  }

  /// Takes the blocks that stand in an element.
  mutating func takeBlocks(of node: XMLNode) {
    var child = node.firstChild
    while let current = child {
      child = current.next
      switch current.kind {
      case .element: takeElement(current)
      case .text, .entityReference: loose += current.text.inlineEscaped
      case .comment, .instruction, .other: break
      }
    }
  }

  private mutating func takeElement(_ node: XMLNode) {
    let name = node.name
    if MarkupVocabulary.html.dropped.contains(name) { return }
    switch name {
    case "h1", "h2", "h3", "h4", "h5", "h6":
      let level = name.last?.wholeNumberValue ?? 1
      add(String(repeating: "#", count: level) + " " + words(of: node))
    case "p", "address", "figcaption", "caption", "summary", "dt": add(words(of: node))
    case "blockquote":
      flush()
      var quoted = MarkupWords()
      quoted.takeBlocks(of: node)
      add(quoted.text.prefixingLines("> "))
    case "pre":
      add(MarkupVocabulary.html.text(of: node).asCodeBlock, folded: false)
    case "ul", "ol": takeList(node, isNumbered: name == "ol")
    case "table": takeTable(node)
    case "hr", "br": if name == "br" { loose += " " } else { flush() }
    case "img": add(node.attribute("alt")?.inlineEscaped ?? "")
    case "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
      "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "font",
      "label", "button":
      Self.append(node, to: &loose)
    default:
      flush()
      takeBlocks(of: node)
      flush()
    }
  }

  private mutating func takeList(_ node: XMLNode, isNumbered: Bool) {
    flush()
    var items: [String] = []
    var child = node.firstChild
    while let current = child {
      child = current.next
      guard current.isElement else { continue }
      var item = MarkupWords()
      item.takeBlocks(of: current)
      let text = item.text
      guard !text.isEmpty else { continue }
      let mark = isNumbered ? "\(items.count + 1). " : "- "
      let indent = String(repeating: " ", count: mark.count)
      items.append(mark + text.prefixingLines(indent).dropFirst(indent.count))
    }
    if !items.isEmpty { blocks.append(items.joined(separator: "\n")) }
  }

  private mutating func takeTable(_ node: XMLNode) {
    flush()
    var rows: [[String]] = []
    Self.collectRows(of: node, into: &rows)
    guard let columns = rows.map(\.count).max(), columns > 0 else { return }
    let lines = rows.map { row in
      let cells = row + Array(repeating: "", count: columns - row.count)
      return "| " + cells.map(\.escapingPipes).joined(separator: " | ") + " |"
    }
    let rule = "|" + String(repeating: " --- |", count: columns)
    blocks.append(([lines[0], rule] + lines.dropFirst()).joined(separator: "\n"))
  }

  private static func collectRows(of node: XMLNode, into rows: inout [[String]]) {
    var child = node.firstChild
    while let current = child {
      child = current.next
      guard current.isElement else { continue }
      guard current.name == "tr" else {
        collectRows(of: current, into: &rows)
        continue
      }
      var cells: [String] = []
      var cell = current.firstChild
      while let found = cell {
        cell = found.next
        guard found.isElement else { continue }
        var text = ""
        append(found, to: &text)
        cells.append(text.whiteSpaceFolded)
      }
      rows.append(cells)
    }
  }

  private func words(of node: XMLNode) -> String {
    var text = ""
    var child = node.firstChild
    while let current = child {
      child = current.next
      Self.append(current, to: &text)
    }
    return text
  }

  /// Appends the words of a node inside a block.
  private static func append(_ node: XMLNode, to text: inout String) {
    switch node.kind {
    case .text, .entityReference: text += node.text.inlineEscaped
    case .comment, .instruction, .other: break
    case .element:
      let name = node.name
      guard !MarkupVocabulary.html.dropped.contains(name) else { return }
      if name == "br" { text += " " }
      if name == "img" { text += node.attribute("alt")?.inlineEscaped ?? "" }
      if name == "code" || name == "kbd" || name == "samp" {
        return text += MarkupVocabulary.html.text(of: node).asCode
      }
      var inner = ""
      var child = node.firstChild
      while let current = child {
        child = current.next
        append(current, to: &inner)
      }
      text += marked(inner, name, node)
    }
  }

  private static func marked(_ inner: String, _ name: String, _ node: XMLNode) -> String {
    let plain = inner.whiteSpaceFolded
    guard !plain.isEmpty else { return inner }
    switch name {
    case "a":
      guard let target = node.attribute("href"), LinkTarget.isPublishable(target) else {
        return inner
      }
      return
        "[\(plain)](\(LinkTarget.encoded(target).replacing(")", with: "%29").replacing("(", with: "%28")))"
    case "strong", "b", "em", "i":
      let mark = name == "strong" || name == "b" ? "**" : "*"
      let before = inner.first?.isWhitespace == true ? " " : ""
      let after = inner.last?.isWhitespace == true ? " " : ""
      return before + mark + plain + mark + after
    case "p", "div", "li", "td", "th", "tr": return " \(inner) "
    default: return inner
    }
  }

  private mutating func add(_ text: String, folded: Bool = true) {
    flush()
    let isMultiline = !folded || text.hasPrefix("> ")
    // Only now that space is folded is it seen what the line begins with.
    let block = isMultiline ? text : text.whiteSpaceFolded.escapingListMark
    if !block.isEmpty, block.contains(where: { $0 != "#" && $0 != " " }) { blocks.append(block) }
  }

  private mutating func flush() {
    let text = loose.whiteSpaceFolded.escapingListMark
    loose = ""
    if !text.isEmpty { blocks.append(text) }
  }
}
