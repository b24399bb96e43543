import Core

/// Reads the design nodes out of a parsed document, as its vocabulary says.
///
/// The walk keeps one text run. A block begins and ends a run; what is inline adds to it. UI texts
/// and images inside a run follow its node, each with a node of its own.
struct ElementReader {
  let vocabulary: Vocabulary
  var list: NodeList
  var references = ReferenceList()
  private var paths = ElementPaths()
  private var run = ""
  private var pending: [Pending] = []
  private var owner = Owner(kind: .paragraph, path: "", line: 1)
  private var wasQuestion = false
  private var lastHeading = 0

  /// What a run of text belongs to.
  private struct Owner {
    var kind: DesignNode.Kind
    var role: String?
    var level: Int?
    var path: String
    var line: Int
    var isTerm = false
  }

  /// A node that follows the run it was found in.
  private struct Pending {
    var kind: DesignNode.Kind
    var role: String?
    var text: String
    var path: String
    var line: Int
  }

  /// What the elements above say of an element.
  private struct Context {
    /// Whose heading a title is.
    enum TitleTarget { case nothing, document, section }

    var titleTarget = TitleTarget.nothing
    var depth = 0
    /// The kind that paragraphs take.
    var kind: DesignNode.Kind?
    var role: String?
    /// Whether the element stands in a text: what is unknown there is part of the text.
    var isInText = false
    /// Whether the element stands in a table row: blocks there are parts of one text.
    var isInRow = false
    var isInSteps = false
  }

  init(vocabulary: Vocabulary, document: String, display: String) {
    self.vocabulary = vocabulary
    list = NodeList(document: document, display: display)
  }

  /// Reads a whole tree.
  mutating func read(_ tree: borrowing XMLTree) {
    guard let root = tree.root else { return }
    var context = Context()
    context.titleTarget = .document
    read(root, context, isRoot: true)
    flush()
  }

  // MARK: Elements

  private mutating func read(_ node: XMLNode, _ context: Context, isRoot: Bool = false) {
    guard !list.isOverfull else { return }
    let name = node.name
    if node.hasAttributes {
      references.take(node, name: name, vocabulary: vocabulary, list: &list)
      if isHidden(node) {
        if !visibleText(of: node).isEmpty {
          list.note(
            "hidden-text", .warning, line: node.line,
            "The text of this <\(name)> is hidden from readers; it was left out.",
            "Remove it, or show it.")
        }
        return
      }
      takeInterfaceAttributes(of: node, name: name)
    }
    if node.namespace == "http://www.w3.org/2001/XInclude" {
      list.note(
        "inclusion-not-read", .warning, line: node.line,
        "The inclusion of '\(node.attribute("href") ?? "")' was not read.",
        "Put the included document beside this one, as a source of its own.")
      return
    }
    switch role(of: node, name: name) {
    case nil:
      if let key = node.keyedText {
        run += key
      } else if context.isInText || context.isInRow || vocabulary.format == .html {
        readChildren(of: node, context)
      } else {
        readContainer(node, context)
      }
    case .skipped: noteActive(node, name: name)
    case let role? where context.isInRow && role.isPlainInRow:
      run += " "
      readChildren(of: node, context)
      run += " "
    case .container: readContainer(node, context, isRoot: isRoot)
    case .titleHolder:
      var inner = context
      inner.isInText = false
      readChildren(of: node, inner)
      flush()
    case .section:
      readSection(node, context, isRoot: isRoot)
    case .title: readTitle(node, context)
    case .heading(let level): readHeading(node, context, level: level)
    case .paragraph, .cell:
      readBlock(node, context, kind: context.kind ?? .paragraph, role: context.role)
    case .block(let kind, let role):
      readBlock(node, context, kind: kind, role: role, isHolder: true)
    case .item:
      readBlock(node, context, kind: context.isInSteps ? .step : .listItem, isHolder: true)
    case .steps:
      var inner = context
      inner.isInSteps = true
      readContainer(node, inner)
    case .term: readBlock(node, context, kind: .glossaryTerm, isTerm: true)
    case .definition:
      readBlock(
        node, context, kind: wasQuestion ? .answer : .listItem,
        role: wasQuestion ? nil : "definition", isHolder: true)
    case .row: readRow(node, context)
    case .code: readCode(node, context)
    case .comment: take(.comment, visibleText(of: node), "remark", node, context)
    case .ui(let role): readInterfaceText(node, context, role: role)
    case .sequence(let separator): readSequence(node, context, separator: separator)
    case .aside: readAside(node, context)
    case .lineBreak: run += " "
    case .image: readImage(node, context)
    case .imageHolder: readImageHolder(node, context)
    case .caption: take(.figure, visibleText(of: node), nil, node, context)
    }
  }

  private func role(of node: XMLNode, name: String) -> Vocabulary.Role? {
    if let role = vocabulary.roles[name] { return role }
    guard vocabulary.format == .dita, let classes = node.attribute("class") else { return nil }
    let names = classes.split(separator: " ").compactMap { $0.split(separator: "/").last }
    return names.reversed().lazy.compactMap { vocabulary.roles[String($0)] }.first
  }

  private mutating func readChildren(of node: XMLNode, _ context: Context) {
    var child = node.firstChild
    while let current = child {
      switch current.kind {
      case .element: read(current, context)
      case .text: current.appendText(to: &run)
      case .entityReference:
        if current.isUnresolvedEntity {
          list.note(
            "entity-not-read", .warning, line: node.line,
            "The entity '&\(current.name);' is not declared in this document; nothing was put in.",
            "Put the text it stands for into the document, or add its file as a source.")
        } else {
          current.appendText(to: &run)
        }
      case .comment:
        let text = current.content.whiteSpaceFolded
        if !text.isEmpty {
          pending.append(
            Pending(
              kind: .comment, role: "markup", text: text, path: paths.path(of: node),
              line: current.line))
        }
      case .instruction, .other: break
      }
      child = current.next
    }
  }

  private mutating func readContainer(_ node: XMLNode, _ context: Context, isRoot: Bool = false) {
    var inner = context
    inner.isInText = false
    inner.isInRow = false
    if !isRoot { inner.titleTarget = .nothing }
    readOwned(
      node, inner,
      Owner(kind: context.kind ?? .paragraph, role: context.role, path: "", line: node.line))
  }

  private mutating func readSection(_ node: XMLNode, _ context: Context, isRoot: Bool) {
    var inner = Context()
    inner.depth = isRoot ? 0 : context.depth + 1
    inner.titleTarget = isRoot ? .document : .section
    if !isRoot { list.leaveSections(from: inner.depth) }
    readOwned(node, inner, Owner(kind: .paragraph, path: "", line: node.line))
    if !isRoot { list.leaveSections(from: inner.depth) }
  }

  private mutating func readBlock(
    _ node: XMLNode, _ context: Context, kind: DesignNode.Kind, role: String? = nil,
    isHolder: Bool = false, isTerm: Bool = false
  ) {
    var inner = context
    inner.isInText = true
    inner.titleTarget = .nothing
    if isHolder {
      inner.kind = kind
      inner.role = role
      inner.isInSteps = false
    }
    readOwned(
      node, inner, Owner(kind: kind, role: role, path: "", line: node.line, isTerm: isTerm))
  }

  private mutating func readTitle(_ node: XMLNode, _ context: Context) {
    var inner = context
    inner.isInText = true
    var title = Owner(kind: context.kind ?? vocabulary.looseTitle, path: "", line: node.line)
    switch context.titleTarget {
    case .document where list.title == nil: title.kind = .title
    case .section:
      title.kind = .section
      title.level = context.depth
    case .document, .nothing: break
    }
    inner.titleTarget = .nothing
    readOwned(node, inner, title)
  }

  private mutating func readHeading(_ node: XMLNode, _ context: Context, level: Int) {
    var inner = context
    inner.isInText = true
    inner.titleTarget = .nothing
    var heading = Owner(kind: .section, level: level, path: "", line: node.line)
    if level == 1, list.title == nil {
      heading.kind = .title
      heading.level = nil
    }
    if lastHeading > 0, level > lastHeading + 1 {
      list.note(
        "skipped-heading-level", .note, line: node.line,
        "A heading of level \(level) follows one of level \(lastHeading).",
        "Use level \(lastHeading + 1), so that the outline has no gap.")
    }
    lastHeading = level
    readOwned(node, inner, heading)
  }

  private mutating func readRow(_ node: XMLNode, _ context: Context) {
    guard !holdsLayout(node) else { return readContainer(node, context) }
    flush()
    let outer = owner
    owner = Owner(kind: .tableRow, path: paths.path(of: node), line: node.line)
    var inner = context
    inner.isInRow = true
    inner.isInText = true
    inner.titleTarget = .nothing
    var cells: [String] = []
    var child = node.firstChild
    while let current = child {
      child = current.next
      guard current.isElement else { continue }
      read(current, inner)
      cells.append(run.whiteSpaceFolded)
      run = ""
    }
    run = cells.contains { !$0.isEmpty } ? cells.joined(separator: " | ") : ""
    flush()
    owner = outer
  }

  /// Whether a row only lays out a page: it holds headings or rows of its own.
  private func holdsLayout(_ row: XMLNode) -> Bool {
    var child = row.firstChild
    while let current = child {
      child = current.next
      guard current.isElement else { continue }
      switch vocabulary.roles[current.name] {
      case .heading, .row, .section: return true
      default: if holdsLayout(current) { return true }
      }
    }
    return false
  }

  private mutating func readCode(_ node: XMLNode, _ context: Context) {
    // Mallard's `code` stands in texts as well as alone; a block has its own line there.
    if context.isInText, vocabulary.format == .mallard, node.name == "code",
      vocabulary.roles[node.parent?.name ?? ""] == .paragraph || context.isInRow
    {
      return readChildren(of: node, context)
    }
    flush()
    var text = node.text
    while text.first?.isNewline == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    list.add(.code, text, path: paths.path(of: node), line: node.line)
  }

  private mutating func readInterfaceText(_ node: XMLNode, _ context: Context, role: String) {
    let text = visibleText(of: node)
    take(.uiString, text, role, node, context)
    guard context.isInText else { return }
    run += text.isEmpty ? "" : node.text
  }

  private mutating func readSequence(_ node: XMLNode, _ context: Context, separator: String) {
    guard context.isInText else {
      var inner = context
      inner.isInText = true
      flush()
      let outer = owner
      owner = Owner(kind: context.kind ?? .paragraph, path: paths.path(of: node), line: node.line)
      readSequence(node, inner, separator: separator)
      flush()
      owner = outer
      return
    }
    var isFirst = true
    var child = node.firstChild
    while let current = child {
      child = current.next
      guard current.isElement else { continue }
      if !isFirst { run += separator }
      isFirst = false
      read(current, context)
    }
  }

  private mutating func readImage(_ node: XMLNode, _ context: Context) {
    let written = vocabulary.altAttribute.flatMap { node.attribute($0) }
    let alternative = written?.whiteSpaceFolded ?? visibleText(of: node)
    if alternative.isEmpty {
      if written == nil { noteMissingAlternative(node) }
    } else {
      take(.figure, alternative, nil, node, context)
    }
  }

  private mutating func readImageHolder(_ node: XMLNode, _ context: Context) {
    let alternative = visibleText(of: node)
    if alternative.isEmpty {
      noteMissingAlternative(node)
    } else {
      take(.figure, alternative, nil, node, context)
    }
  }

  private mutating func noteMissingAlternative(_ node: XMLNode) {
    list.note(
      "image-without-text-alternative", .warning, line: node.line,
      "The image has no text alternative.",
      "Say in a few words what it shows; where it only decorates, say that it does.")
  }

  private mutating func noteActive(_ node: XMLNode, name: String) {
    guard ["script", "iframe", "object", "embed", "foreignObject"].contains(name) else { return }
    list.note(
      "active-content", .note, line: node.line,
      "The <\(name)> was left out: active content is never published.",
      "Nothing to do, unless its text matters; then write it as text.")
  }

  /// Takes the UI texts that stand in attributes.
  private mutating func takeInterfaceAttributes(of node: XMLNode, name: String) {
    guard !vocabulary.uiAttributes.isEmpty else { return }
    let isControl = vocabulary.tooltipElements.contains(name)
    var found: [(role: String, text: String)] = []
    var type: String?
    var value: String?
    node.forEachAttribute { attribute, text in
      if let role = vocabulary.uiAttributes[attribute] { found.append((role, text)) }
      if isControl, attribute == "title" { found.append(("tooltip", text)) }
      if attribute == "type" { type = text }
      if attribute == "value" { value = text }
    }
    if name == "input", let value, ["submit", "button", "reset"].contains(type) {
      found.append(("button", value))
    }
    for (role, text) in found where !text.whiteSpaceFolded.isEmpty {
      pending.append(
        Pending(
          kind: .uiString, role: role, text: text.whiteSpaceFolded, path: paths.path(of: node),
          line: node.line))
    }
  }

  /// Reads a footnote before the text it is called from, which it does not cut in two.
  private mutating func readAside(_ node: XMLNode, _ context: Context) {
    let outer = (run, pending)
    (run, pending) = ("", [])
    var inner = context
    inner.kind = nil
    inner.role = "footnote"
    readContainer(node, inner)
    (run, pending) = outer
  }

  // MARK: Texts

  /// Adds a node of its own: at once, or after the text it stands in.
  private mutating func take(
    _ kind: DesignNode.Kind, _ text: String, _ role: String?, _ node: XMLNode, _ context: Context
  ) {
    let path = paths.path(of: node)
    pending.append(Pending(kind: kind, role: role, text: text, path: path, line: node.line))
    if !context.isInText { flush() }
  }

  private mutating func readOwned(_ node: XMLNode, _ context: Context, _ new: Owner) {
    flush()
    let outer = owner
    owner = new
    owner.path = paths.path(of: node)
    readChildren(of: node, context)
    flush()
    owner = outer
  }

  /// Ends the run: adds its node, then what was found in it.
  private mutating func flush() {
    let text = run.whiteSpaceFolded
    run = ""
    if !text.isEmpty {
      var kind = owner.kind
      if owner.isTerm {
        wasQuestion = text.hasSuffix("?")
        if wasQuestion { kind = .question }
      }
      list.add(
        kind, text, role: owner.role, level: owner.level, path: owner.path, line: owner.line)
    }
    let found = pending
    pending = []
    for each in found {
      list.add(each.kind, each.text, role: each.role, path: each.path, line: each.line)
    }
  }

  /// The text a reader sees of an element, white space folded.
  private func visibleText(of node: XMLNode) -> String {
    var text = ""
    appendVisibleText(of: node, to: &text)
    return text.whiteSpaceFolded
  }

  private func appendVisibleText(of node: XMLNode, to text: inout String) {
    var child = node.firstChild
    while let current = child {
      child = current.next
      switch current.kind {
      case .text, .entityReference: current.appendText(to: &text)
      case .element:
        let role = vocabulary.roles[current.name]
        guard role != .skipped, role != .comment, !isHidden(current) else { continue }
        let isBlock = role?.isPlainInRow == true
        if isBlock { text += " " }
        appendVisibleText(of: current, to: &text)
        if isBlock { text += " " }
      case .comment, .instruction, .other: break
      }
    }
  }

  private func isHidden(_ node: XMLNode) -> Bool {
    guard node.hasAttributes else { return false }
    if node.attribute("hidden") != nil { return true }
    guard let style = node.attribute("style")?.lowercased().filter({ !$0.isWhitespace }) else {
      return false
    }
    return style.contains("display:none") || style.contains("visibility:hidden")
  }
}

extension XMLNode {
  /// What stands for an empty DITA element whose text another document's key would supply: the key
  /// (DITA 1.3, 2.4.4.3).
  fileprivate var keyedText: String? {
    guard hasAttributes, firstChild == nil, let key = attribute("keyref") else { return nil }
    return key.split(separator: "/").last.map(String.init)
  }
}

extension Vocabulary.Role {
  /// Whether the element, inside a table row, is only a part of its text.
  fileprivate var isPlainInRow: Bool {
    switch self {
    case .container, .titleHolder, .title, .paragraph, .block, .item, .steps, .term, .definition,
      .cell, .code, .caption:
      true
    case .skipped, .section, .heading, .row, .comment, .ui, .sequence, .aside, .lineBreak, .image,
      .imageHolder:
      false
    }
  }
}
