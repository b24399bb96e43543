/// One walk over a Markdown text: its leaves as values, and its markup.
struct MarkdownWalk {
  /// Markup nests no deeper than this; what is deeper stays, without its own element. libxml2 and
  /// reading systems refuse deeper trees.
  private static let depthLimit = 60

  private let hasAnchors: Bool
  private var paths: MarkdownPaths
  private(set) var leaves: [MarkdownLeaf] = []
  private(set) var html = ""
  private(set) var links: [ReadDocument.Link] = []
  /// The lines of what was left out of the markup.
  private(set) var omissions: [Int] = []
  /// The lines of links that would run code.
  private(set) var unsafeLinks: [Int] = []

  private var containers: [Container] = []
  private var blockCount = 0
  private var leaf: MarkdownLeaf?
  /// The markup inside the leaf.
  private var inner = ""
  private var inlineClosings: [String] = []
  /// The text alternative of the image that is open, and of images inside it.
  private var image: String?
  private var imageDepth = 0
  private var cells: [String] = []
  private var hasBodyRows = false

  private struct Container {
    var kind: MarkdownNode.Kind
    var closing: String
    var isTight = false
    var isTask = false
    var isOrdered = false
  }

  init(hasAnchors: Bool, paths: MarkdownPaths) {
    self.hasAnchors = hasAnchors
    self.paths = paths
  }

  /// Takes a step of the walk.
  mutating func take(_ node: MarkdownNode, isEntering: Bool) {
    let path = paths.path(of: node, isEntering: isEntering)
    switch node.kind {
    case .document, .other: break
    case .quote, .list, .item, .table:
      if isEntering { open(node) } else { close() }
    case .code: takeCode(node, path: path)
    case .html:
      omissions.append(node.line)
      var text = node.literal
      while text.last?.isWhitespace == true { text.removeLast() }
      leaves.append(MarkdownLeaf(kind: .html, text: text, line: node.line, path: path))
    case .thematicBreak: html += "<hr/>\n"
    case .paragraph, .heading, .row:
      if isEntering { begin(node, path: path) } else { end(node) }
    case .cell: takeCell(node, isEntering: isEntering)
    case .text: add(node.literal)
    case .inlineCode: add(node.literal, markup: "<code>\(node.literal.markupEscaped)</code>")
    case .softBreak: add(" ", markup: "\n")
    case .lineBreak: add(" ", markup: "<br/>\n")
    case .inlineHTML:
      leaf?.inlineTags.append(node.literal)
      omissions.append(leaf?.line ?? node.line)
    case .emphasis: wrap("em", isEntering)
    case .strong: wrap("strong", isEntering)
    case .strikethrough: wrap("del", isEntering)
    case .link: takeLink(node, isEntering: isEntering)
    case .image: takeImage(isEntering: isEntering)
    }
  }

  // MARK: Blocks

  private mutating func open(_ node: MarkdownNode) {
    var container = Container(kind: node.kind, closing: "")
    let outer = containers.last
    let isShown = containers.count < Self.depthLimit
    switch node.kind {
    case .quote where isShown:
      html += "<blockquote>\n"
      container.closing = "</blockquote>\n"
    case .list:
      container.isTight = node.isTight
      container.isOrdered = node.isOrderedList
      guard isShown else { break }
      let start = node.listStart
      let tag = node.isOrderedList ? "ol" : "ul"
      html += node.isOrderedList && start != 1 ? "<ol start=\"\(start)\">\n" : "<\(tag)>\n"
      container.closing = "</\(tag)>\n"
    case .item:
      container.isTight = outer?.isTight ?? false
      container.isTask = node.isDone != nil
      container.isOrdered = outer?.isOrdered ?? false
      guard outer?.closing.isEmpty == false else { break }
      html += "<li>"
      if let isDone = node.isDone { html += isDone ? "☑ " : "☐ " }
      container.closing = "</li>\n"
    case .table:
      hasBodyRows = false
      html += "<table>\n"
      container.closing = "</table>\n"
    default: break
    }
    containers.append(container)
  }

  private mutating func close() {
    guard let container = containers.popLast() else { return }
    if container.kind == .table, hasBodyRows { html += "</tbody>\n" }
    html += container.closing
  }

  private mutating func begin(_ node: MarkdownNode, path: String) {
    inner = ""
    cells = []
    inlineClosings = []
    let container = containers.last
    var kind = MarkdownBlock.Kind.paragraph
    switch (node.kind, container?.kind) {
    case (.heading, _): kind = .heading(node.headingLevel)
    case (.row, _): kind = .tableRow
    case (_, .item): kind = .listItem
    case (_, .quote): kind = .quote
    case (_, _): break
    }
    leaf = MarkdownLeaf(kind: .block(kind), line: node.line, path: path)
    if container?.isTask == true { leaf?.role = "task" }
    leaf?.isStep = container?.isOrdered == true
  }

  private mutating func end(_ node: MarkdownNode) {
    guard var finished = leaf else { return }
    leaf = nil
    if node.kind == .row {
      finished.text = cells.contains { !$0.isEmpty } ? cells.joined(separator: " | ") : ""
    } else {
      finished.text = finished.text.whiteSpaceFolded
    }
    let id = number(finished)
    leaves.append(finished)
    switch node.kind {
    case .heading: html += "<h\(node.headingLevel)\(id)>\(inner)</h\(node.headingLevel)>\n"
    case .row where node.isHeaderRow: html += "<thead>\n<tr\(id)>\(inner)</tr>\n</thead>\n"
    case .row:
      if !hasBodyRows { html += "<tbody>\n" }
      hasBodyRows = true
      html += "<tr\(id)>\(inner)</tr>\n"
    default:
      if containers.last?.isTight == true {
        html += id.isEmpty ? inner : "<span\(id)>\(inner)</span>"
      } else if !inner.isEmpty {
        html += "<p\(id)>\(inner)</p>\n"
      }
    }
  }

  private mutating func takeCode(_ node: MarkdownNode, path: String) {
    var text = node.literal
    while text.last?.isWhitespace == true { text.removeLast() }
    let language = node.fenceInfo.split(separator: " ").first.map(String.init)
    let code = MarkdownLeaf(
      kind: .block(.code), text: text, line: node.line, path: path, role: language)
    let id = number(code)
    leaves.append(code)
    let name = language.map { " class=\"language-\($0.markupEscaped)\"" } ?? ""
    html += "<pre\(id)><code\(name)>\(text.markupEscaped)\n</code></pre>\n"
  }

  /// The `id` attribute of a leaf that is a block.
  private mutating func number(_ leaf: MarkdownLeaf) -> String {
    guard leaf.block != nil else { return "" }
    blockCount += 1
    return hasAnchors ? " id=\"p\(blockCount)\"" : ""
  }

  private mutating func takeCell(_ node: MarkdownNode, isEntering: Bool) {
    let tag = node.isInHeaderRow ? "th" : "td"
    if isEntering {
      inner += "<\(tag)>"
    } else {
      inner += "</\(tag)>"
      cells.append(leaf?.text.whiteSpaceFolded ?? "")
      leaf?.text = ""
    }
  }

  // MARK: Inline

  private mutating func add(_ text: String, markup: String? = nil) {
    if image != nil {
      image? += text
      return
    }
    leaf?.text += text
    inner += markup ?? text.markupEscaped
  }

  private mutating func wrap(_ tag: String, _ isEntering: Bool) {
    open(inline: "<\(tag)>", closing: "</\(tag)>", isEntering)
  }

  private mutating func open(inline opening: String, closing: String, _ isEntering: Bool) {
    guard image == nil else { return }
    if isEntering {
      let isShown = inlineClosings.count < Self.depthLimit && !opening.isEmpty
      if isShown { inner += opening }
      inlineClosings.append(isShown ? closing : "")
    } else {
      inner += inlineClosings.popLast() ?? ""
    }
  }

  private mutating func takeLink(_ node: MarkdownNode, isEntering: Bool) {
    let target = node.url
    var opening = ""
    if isEntering, image == nil {
      let line = leaf?.line ?? node.line
      if LinkTarget.isPublishable(target) {
        links.append(ReadDocument.Link(target: target, line: line))
        let title = node.linkTitle.isEmpty ? "" : " title=\"\(node.linkTitle.markupEscaped)\""
        opening = "<a href=\"\(LinkTarget.encoded(target).markupEscaped)\"\(title)>"
      } else {
        omissions.append(line)
        unsafeLinks.append(line)
      }
    }
    open(inline: opening, closing: "</a>", isEntering)
  }

  private mutating func takeImage(isEntering: Bool) {
    if isEntering {
      // An image inside an image's description adds to the one description.
      imageDepth += 1
      if imageDepth == 1 { image = "" }
      return
    }
    imageDepth -= 1
    guard imageDepth == 0, let alternative = image?.whiteSpaceFolded else { return }
    image = nil
    let line = leaf?.line ?? 1
    omissions.append(line)
    leaf?.images.append(MarkdownLeaf.Image(alternative: alternative, line: line))
    add(alternative)
  }
}
