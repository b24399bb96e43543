/// One walk over a Markdown text, which makes its leaf blocks and its page together: so the n-th
/// block and the n-th anchor are the same, whatever the text.
struct MarkdownRendering {
  /// A leaf block with its place in the tree.
  struct Leaf {
    var block: MarkdownBlock
    /// Such as `/document/list[1]/item[2]/paragraph[1]`.
    var path: String
  }

  private(set) var leaves: [Leaf] = []
  private(set) var page = MarkdownPage(
    html: "", links: [], imagesWithoutAlternative: [], headings: [], omissions: [])
  /// The raw HTML blocks, with their lines.
  private(set) var rawBlocks: [(text: String, line: Int)] = []

  private let hasAnchors: Bool
  private var containers: [Container] = []
  private var segments: [Segment] = []
  /// The leaf being read: its plain text, its markup, and the line it is on.
  private var plain = ""
  private var inner = ""
  private var line = 1
  private var cells: [String] = []
  private var isHeaderRow = false
  private var hasTableBody = false
  /// The text alternative of the image being read.
  private var alternative: String?
  private var imageDepth = 0

  private enum Container {
    case quote
    /// A list item: whether its tag is written, whether its paragraphs need none, its check box.
    case item(isOpen: Bool, isTight: Bool, isDone: Bool?)
  }

  /// One level of the path, and how many children of each name it has had.
  private struct Segment {
    var name: String
    var counts: [String: Int] = [:]
  }

  init(_ text: String, anchors: Bool) {
    hasAnchors = anchors
    guard let tree = MarkdownTree(text) else { return }
    var lists: [Bool] = []
    tree.walk { node, isEntering in
      if node.kind == .list {
        if isEntering { lists.append(node.isTight) } else { lists.removeLast() }
      }
      visit(node, isEntering, isTight: lists.last ?? false)
    }
  }

  // MARK: Blocks

  private mutating func visit(_ node: MarkdownNode, _ isEntering: Bool, isTight: Bool) {
    let kind = node.kind
    if let name = kind.pathName { step(name, isEntering, isLeaf: kind == .code) }
    switch kind {
    case .document, .other: break
    case .quote:
      write(isEntering ? "<blockquote>\n" : "</blockquote>\n")
      if isEntering { containers.append(.quote) } else { containers.removeLast() }
    case .list:
      let name = node.isOrderedList ? "ol" : "ul"
      let start = node.isOrderedList && node.listStart != 1 ? " start=\"\(node.listStart)\"" : ""
      write(isEntering ? "<\(name)\(start)>\n" : "</\(name)>\n")
    case .item:
      if isEntering {
        containers.append(.item(isOpen: false, isTight: isTight, isDone: node.isDone))
      } else {
        write("</li>\n")
        containers.removeLast()
      }
    case .paragraph:
      isEntering ? begin(node) : endParagraph()
    case .heading:
      isEntering ? begin(node) : endHeading(node.headingLevel)
    case .code: takeCode(node)
    case .html:
      page.omissions.append(node.line)
      rawBlocks.append((node.literal, node.line))
    case .thematicBreak: write("<hr />\n")
    case .table:
      if isEntering {
        write("<table>\n")
      } else {
        write(hasTableBody ? "</tbody>\n</table>\n" : "</table>\n")
      }
      hasTableBody = false
    case .row:
      isEntering ? beginRow(node) : endRow()
    case .cell:
      if isEntering {
        plain = ""
        inner += isHeaderRow ? "<th scope=\"col\">" : "<td>"
      } else {
        cells.append(plain.whiteSpaceFolded)
        inner += isHeaderRow ? "</th>" : "</td>"
      }
    case .text, .softBreak, .lineBreak, .inlineCode, .inlineHTML, .emphasis, .strong, .link, .image,
      .strikethrough:
      visitInline(node, kind, isEntering)
    }
  }

  /// Keeps the path. cmark enters a code block once and never leaves it.
  private mutating func step(_ name: String, _ isEntering: Bool, isLeaf: Bool) {
    guard isEntering else {
      segments.removeLast()
      return
    }
    var segment = Segment(name: name)
    if !segments.isEmpty {
      let last = segments.count - 1
      segments[last].counts[name, default: 0] += 1
      segment.name = "\(name)[\(segments[last].counts[name, default: 1])]"
    }
    if !isLeaf { segments.append(segment) }
  }

  private mutating func begin(_ node: MarkdownNode) {
    plain = ""
    inner = ""
    line = node.line
  }

  private mutating func endParagraph() {
    guard !inner.isEmpty else { return }
    var tag = "p"
    var close = "</p>\n"
    let kind: MarkdownBlock.Kind
    switch containers.last {
    case nil: kind = .paragraph
    case .quote: kind = .quote
    case .item(let isOpen, let isTight, let isDone):
      kind = .listItem
      if let isDone, !isOpen { inner = (isDone ? "☑ " : "☐ ") + inner }
      if isTight, !isOpen {
        tag = "li"
        close = "\n"
        containers[containers.count - 1] = .item(isOpen: true, isTight: true, isDone: isDone)
      }
    }
    let anchor = add(kind, plain.whiteSpaceFolded)
    write("<\(tag)\(anchor)>\(inner)\(close)")
  }

  private mutating func endHeading(_ level: Int) {
    guard !inner.isEmpty else { return }
    let text = plain.whiteSpaceFolded
    let anchor = add(.heading(level), text)
    page.headings.append(
      MarkdownPage.Heading(
        level: level, text: text, anchor: hasAnchors ? "p\(leaves.count)" : nil, line: line))
    write("<h\(level)\(anchor)>\(inner)</h\(level)>\n")
  }

  private mutating func takeCode(_ node: MarkdownNode) {
    line = node.line
    var text = node.literal
    while text.last?.isNewline == true { text.removeLast() }
    let count = segments.last?.counts["code_block"] ?? 1
    let anchor = add(.code, text, below: "/code_block[\(count)]")
    let language = node.fenceInfo.split(separator: " ").first.map(String.init) ?? ""
    let name = language.isEmpty ? "" : " class=\"language-\(language.markupEscaped)\""
    write("<pre\(anchor)><code\(name)>\(text.markupEscaped)\n</code></pre>\n")
  }

  private mutating func beginRow(_ node: MarkdownNode) {
    begin(node)
    cells = []
    isHeaderRow = node.isHeaderRow
  }

  private mutating func endRow() {
    let text = cells.contains { !$0.isEmpty } ? cells.joined(separator: " | ") : ""
    let anchor = add(.tableRow, text)
    if isHeaderRow {
      write("<thead>\n<tr\(anchor)>\(inner)</tr>\n</thead>\n")
    } else {
      write("\(hasTableBody ? "" : "<tbody>\n")<tr\(anchor)>\(inner)</tr>\n")
      hasTableBody = true
    }
  }

  /// Adds a leaf; returns the attribute of its anchor.
  private mutating func add(
    _ kind: MarkdownBlock.Kind, _ text: String, below: String = ""
  ) -> String {
    let path = "/" + segments.map(\.name).joined(separator: "/") + below
    leaves.append(
      Leaf(block: MarkdownBlock(kind: kind, text: text, line: max(1, line)), path: path))
    return hasAnchors ? " id=\"p\(leaves.count)\"" : ""
  }

  /// Writes markup; an item whose tag is still to come is opened first.
  private mutating func write(_ markup: String) {
    if case .item(isOpen: false, let isTight, let isDone) = containers.last {
      containers[containers.count - 1] = .item(isOpen: true, isTight: isTight, isDone: isDone)
      page.html += "<li>\n"
    }
    page.html += markup
  }

  // MARK: Inlines

  private mutating func visitInline(
    _ node: MarkdownNode, _ kind: MarkdownNode.Kind, _ isEntering: Bool
  ) {
    switch kind {
    case .text: append(node.literal, markup: node.literal.markupEscaped)
    case .softBreak: append(" ", markup: "\n")
    case .lineBreak: append(" ", markup: "<br />\n")
    case .inlineCode:
      append(node.literal, markup: "<code>\(node.literal.markupEscaped)</code>")
    case .inlineHTML: page.omissions.append(line)
    case .emphasis: tag("em", isEntering)
    case .strong: tag("strong", isEntering)
    case .strikethrough: tag("del", isEntering)
    case .link: visitLink(node, isEntering)
    case .image: visitImage(node, isEntering)
    default: break
    }
  }

  private mutating func append(_ text: String, markup: String) {
    plain += text
    if alternative != nil { alternative? += text } else { inner += markup }
  }

  private mutating func tag(_ name: String, _ isEntering: Bool) {
    guard alternative == nil else { return }
    inner += isEntering ? "<\(name)>" : "</\(name)>"
  }

  private mutating func visitLink(_ node: MarkdownNode, _ isEntering: Bool) {
    guard alternative == nil else { return }
    let url = node.url
    guard LinkTarget.isPublishable(url) else {
      if isEntering { page.omissions.append(line) }
      return
    }
    guard isEntering else {
      inner += "</a>"
      return
    }
    page.links.append(ReadDocument.Link(target: url, line: line))
    let title = node.linkTitle
    let tooltip = title.isEmpty ? "" : " title=\"\(title.markupEscaped)\""
    inner += "<a href=\"\(LinkTarget.encoded(url).markupEscaped)\"\(tooltip)>"
  }

  private mutating func visitImage(_ node: MarkdownNode, _ isEntering: Bool) {
    imageDepth += isEntering ? 1 : -1
    if isEntering {
      if imageDepth == 1 { alternative = "" }
      return
    }
    guard imageDepth == 0, let text = alternative?.whiteSpaceFolded else { return }
    alternative = nil
    if text.isEmpty { page.imagesWithoutAlternative.append(line) }
    let url = node.url
    guard LinkTarget.isPublishable(url) else {
      page.omissions.append(line)
      inner += text.markupEscaped
      return
    }
    inner += "<img src=\"\(LinkTarget.encoded(url).markupEscaped)\" alt=\"\(text.markupEscaped)\" />"
  }
}

extension MarkdownNode.Kind {
  /// The name of a block in a path; `nil` for what is inline or holds no words.
  fileprivate var pathName: String? {
    switch self {
    case .document: "document"
    case .quote: "block_quote"
    case .list: "list"
    case .item: "item"
    case .code: "code_block"
    case .paragraph: "paragraph"
    case .heading: "heading"
    case .table: "table"
    case .row: "row"
    case .cell, .html, .thematicBreak, .text, .softBreak, .lineBreak, .inlineCode, .inlineHTML,
      .emphasis, .strong, .link, .image, .strikethrough, .other:
      nil
    }
  }
}
