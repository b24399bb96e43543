import Core

/// Reads pages as Confluence stores them: headings, paragraphs, lists, tasks, tables, panels, expands,
/// code, statuses, images, links and the marks of inline comments.
struct ConfluenceReader {
  /// What the elements above say of a text.
  struct Context {
    var kind = DesignNode.Kind.paragraph
    var role: String?
    /// The kind of the items of the innermost list.
    var item = DesignNode.Kind.listItem
  }

  private static let besideLimit = 32 << 20

  var list: NodeList
  var run = WikiRun()
  /// The steps of the path to where the reader is.
  var trail: [String] = []
  var links: [ReadDocument.Link] = []
  var anchors: Set<String> = []
  /// The anchors of this page that it links to.
  var localTargets: [(anchor: String, line: Int)] = []
  private var headings: [String] = []
  private let isTitled: Bool
  /// The bytes of what was found in texts: it waits there for their end.
  private var besideBytes = 0
  private var isCrowded = false

  /// Reads a page.
  ///
  /// - Throws: where it is not well-formed, or has more than a document may have.
  static func read(_ text: DocumentText, path: String) throws(DocumentError) -> ReadDocument {
    let page = try StoredPage(text)
    var reader = ConfluenceReader(
      list: NodeList(document: path, display: text.display), isTitled: hasTitle(page.root))
    reader.readBlocks(page.root, Context())
    guard !reader.isCrowded else {
      throw DocumentError(
        text.display, line: 1, "its comments and images come to more than any page's",
        remedy: "Cut it into several pages.")
    }
    reader.checkLocalTargets()
    let isTitled = reader.list.title != nil
    var document = try DocumentReader.document(
      reader.list, .confluence, findings: text.findings + page.findings, anchors: reader.anchors,
      links: reader.links)
    // Confluence keeps the title outside of the page: the file's name says more than a first heading.
    if !isTitled, let name = path.split(separator: "/").last {
      document.title = name.split(separator: ".").first.map(String.init) ?? String(name)
    }
    return document
  }

  private init(list: NodeList, isTitled: Bool) {
    self.list = list
    self.isTitled = isTitled
  }

  /// Whether the page's first heading is its only one of the first level, and so its title.
  private static func hasTitle(_ root: WikiElement) -> Bool {
    var levels: [String] = []
    func collect(_ element: WikiElement) {
      if headingLevels[element.name] != nil { return levels.append(element.name) }
      element.elements.forEach(collect)
    }
    collect(root)
    return levels.first == "h1" && levels.count { $0 == "h1" } == 1
  }

  static let headingLevels = ["h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6]

  /// The elements that end the text before them.
  private static let blocks: Set<String> = [
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "pre",
    "blockquote", "hr", "section", "article", "ac:layout", "ac:layout-section", "ac:layout-cell",
    "ac:rich-text-body", "ac:task-list", "ac:adf-extension", "ac:adf-node", "ac:adf-content",
  ]

  static func isBlock(_ element: WikiElement) -> Bool {
    if isBlockByName(element) { return true }
    // What wraps blocks is one, such as the root that an export puts around a page.
    return !texts.contains(element.name) && element.elements.contains(where: isBlockByName)
  }

  private static func isBlockByName(_ element: WikiElement) -> Bool {
    if let macro = WikiMacro(element) { return !macro.isInline }
    return blocks.contains(element.name)
  }

  /// The elements that are texts whatever they hold.
  private static let texts: Set<String> = [
    "a", "img", "time", "ac:link", "ac:image", "ac:inline-comment-marker", "ac:placeholder",
    "ac:structured-macro", "ac:macro",
  ]

  // MARK: Blocks

  /// Reads what an element holds: the blocks in it, and texts that stand between them.
  mutating func readBlocks(_ parent: WikiElement, _ context: Context) {
    var steps = parent.childSteps[...]
    for part in parent.content {
      guard !list.isOverfull else { return }
      guard case .element(let element) = part else {
        take(part)
        continue
      }
      let step = steps.popFirst() ?? element.name
      if Self.isBlock(element) {
        flush(context, of: parent)
        trail.append(step)
        readBlock(element, context)
      } else {
        trail.append(step)
        readInline(element)
      }
      trail.removeLast()
    }
    flush(context, of: parent)
  }

  private mutating func readBlock(_ element: WikiElement, _ context: Context) {
    guard !leavesOut(element) else { return }
    if let level = Self.headingLevels[element.name] { return readHeading(element, level: level) }
    if let macro = WikiMacro(element) { return read(macro, context) }
    var inner = context
    switch element.name {
    case "ul", "dl": inner.item = .listItem
    case "ol": inner.item = .step
    case "li": (inner.kind, inner.role) = (context.item, nil)
    case "dt": (inner.kind, inner.role) = (.glossaryTerm, nil)
    case "dd": (inner.kind, inner.role) = (.listItem, "definition")
    case "blockquote": (inner.kind, inner.role) = (.paragraph, "quote")
    case "pre": return addCode(element.text, role: nil, at: element)
    case "table": return readTable(element)
    case "ac:task-list": return readTasks(element)
    case "ac:adf-extension": return readExtension(element, context)
    default: break
    }
    readBlocks(element, inner)
  }

  private mutating func readHeading(_ element: WikiElement, level: Int) {
    readContent(of: element)
    let text = run.text.whiteSpaceFolded
    guard !text.isEmpty else { return flush(Context(), of: element) }
    headings.append(text)
    let isTitle = level == 1 && isTitled && list.title == nil
    flush(Context(kind: isTitle ? .title : .section), of: element, level: isTitle ? nil : level)
  }

  /// Ends the run: adds its node, then what was found in it.
  mutating func flush(
    _ context: Context, of element: WikiElement, level: Int? = nil, cells: [TableCell]? = nil
  ) {
    let text = run.text.whiteSpaceFolded
    let found = run
    run = WikiRun()
    if !text.isEmpty {
      list.add(
        context.kind, text, role: context.role, level: level, path: path, line: element.line,
        column: element.column, cells: cells, links: found.links.isEmpty ? nil : found.links)
    }
    for each in found.beside {
      list.add(
        each.kind, each.text, role: each.role, path: each.path, line: each.line,
        column: each.column, links: each.links, remark: each.remark)
    }
  }

  mutating func addCode(_ text: String, role: String?, at element: WikiElement) {
    flush(Context(), of: element)
    list.add(
      .code, text, role: role, path: path, line: element.line, column: element.column)
  }

  private mutating func readTasks(_ tasks: WikiElement) {
    let steps = tasks.childSteps
    for (task, step) in zip(tasks.elements, steps) {
      trail.append(step)
      defer { trail.removeLast() }
      guard task.name == "ac:task" else {
        if task.name == "ac:task-list" { readTasks(task) }
        continue
      }
      let isDone = task.first("ac:task-status")?.text.whiteSpaceFolded == "complete"
      guard let body = task.first("ac:task-body") else { continue }
      trail.append("ac:task-body")
      readBlocks(body, Context(kind: .listItem, role: isDone ? "task done" : "task"))
      trail.removeLast()
    }
  }

  /// Reads what the new editor adds: panels of any colour, decisions.
  private mutating func readExtension(_ element: WikiElement, _ context: Context) {
    guard let node = element.first("ac:adf-node") else { return readBlocks(element, context) }
    trail.append("ac:adf-node")
    readNode(node, context)
    trail.removeLast()
  }

  private mutating func readNode(_ node: WikiElement, _ context: Context) {
    let attributes = node.elements.filter { $0.name == "ac:adf-attribute" }
    func attribute(_ key: String) -> String? {
      attributes.first { $0["key"] == key }?.text.whiteSpaceFolded
    }
    var inner = context
    switch node["type"] {
    case "panel": (inner.kind, inner.role) = (.admonition, attribute("panel-type") ?? "panel")
    case "decision-item": (inner.kind, inner.role) = (.paragraph, "decision")
    default: break
    }
    for (child, step) in zip(node.elements, node.childSteps) {
      trail.append(step)
      switch child.name {
      case "ac:adf-content": readBlocks(child, inner)
      case "ac:adf-node": readNode(child, inner)
      default: break
      }
      trail.removeLast()
    }
  }

  // MARK: Places

  /// Whether one more node may wait for the end of the text it was found in.
  mutating func hasRoom(for text: String) -> Bool {
    besideBytes += text.utf8.count + path.utf8.count
    if besideBytes > Self.besideLimit { isCrowded = true }
    return !isCrowded
  }

  /// The path of the element the reader is at.
  var path: String { "/" + trail.joined(separator: "/") }

  /// Takes an anchor that a heading or a macro makes, or links may write in its stead.
  private func isAnchor(_ target: String) -> Bool {
    anchors.contains(target) || anchors.contains(LinkTarget.decoded(target))
  }

  /// Notes the links to anchors that this page does not have. A heading is one by its words, run
  /// together or joined by hyphens, sometimes behind the page's title.
  private mutating func checkLocalTargets() {
    guard !localTargets.isEmpty else { return }
    func key(_ text: String) -> String {
      String(
        String.UnicodeScalarView(
          text.lowercased().unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
          }))
    }
    let headings = Set(headings.map(key))
    for (anchor, line) in localTargets where !isAnchor(anchor) && anchor != "top" {
      let decoded = LinkTarget.decoded(anchor)
      let behindTitle = decoded.split(separator: "-", maxSplits: 1).last.map(String.init) ?? ""
      guard !headings.contains(key(decoded)), !headings.contains(key(behindTitle)) else { continue }
      list.note(
        "link-target-elsewhere", .note, line: line,
        "The link's target '#\(anchor)' is not on this page.",
        "Correct the target, or put an anchor where it should lead.")
    }
  }
}
