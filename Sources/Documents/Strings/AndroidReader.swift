import Core

/// Reads Android's string resources: strings, arrays and plurals as UI strings, the comments before
/// them as remarks about them.
struct AndroidReader {
  private var table: StringTable
  /// The comments since the last string, which are about the next.
  private var comments: [(text: String, line: Int)] = []

  /// The most comments that are about one string.
  private static let commentLimit = 100

  /// The plural categories of CLDR.
  private static let quantities: Set<String> = ["zero", "one", "two", "few", "many", "other"]

  /// Reads a document.
  static func read(_ text: DocumentText, path: String) throws(DocumentError) -> ReadDocument {
    let tree = try StringTable.parse(text)
    var reader = AndroidReader(table: StringTable(document: path, display: text.display))
    if let root = tree.root { reader.read(root) }
    return try reader.table.document(.android, tree, text)
  }

  private init(table: StringTable) { self.table = table }

  private mutating func read(_ root: XMLNode) {
    var child = root.firstChild
    while let current = child {
      child = current.next
      guard !table.list.isOverfull else { return }
      switch current.kind {
      case .comment:
        comments.append((current.content, current.line))
        if comments.count == Self.commentLimit { addComments(about: nil, path: "/" + root.name) }
      case .element: readResource(current)
      case .text, .instruction, .entityReference, .other: break
      }
    }
    addComments(about: nil, path: "/" + root.name)
  }

  private mutating func readResource(_ node: XMLNode) {
    let path = table.paths.path(of: node)
    let name = node.attribute("name") ?? ""
    switch node.name {
    case "string": readString(Markup(node), name, path: path)
    case "item" where node.attribute("type") == "string": readString(Markup(node), name, path: path)
    case "string-array": readArray(Markup(node), name, path: path)
    case "plurals": readPlurals(Markup(node), name, path: path)
    // Colours, sizes and ids are no text; a comment before them is about no string.
    default: addComments(about: nil, path: path)
    }
  }

  private mutating func readString(_ element: Markup, _ name: String, path: String) {
    take(name, element)
    add(element, key: name, path: path, isFormat: element["formatted"] != "false")
  }

  private mutating func readArray(_ element: Markup, _ name: String, path: String) {
    take(name, element)
    let role = ControlRole.role(inKey: name) ?? "option"
    for (index, item) in element.all("item").enumerated() {
      add(item, key: "\(name)[\(index)]", role: role, path: "\(path)/item[\(index + 1)]")
    }
    addComments(about: nil, path: path)
  }

  private mutating func readPlurals(_ element: Markup, _ name: String, path: String) {
    take(name, element)
    var seen: Set<String> = []
    for (index, item) in element.all("item").enumerated() {
      let quantity = item["quantity"] ?? ""
      if !Self.quantities.contains(quantity) {
        table.list.note(
          "bad-quantity", .warning, line: item.line,
          "'\(quantity)' of '\(name)' is no quantity; no one will see this text.",
          "Write zero, one, two, few, many or other.")
      } else if !seen.insert(quantity).inserted {
        table.list.note(
          "duplicate-name", .warning, line: item.line,
          "The quantity '\(quantity)' of '\(name)' stands twice.", "Remove one of the two.")
      }
      add(item, key: "\(name).\(quantity)", path: "\(path)/item[\(index + 1)]")
    }
    if !seen.contains("other") {
      table.list.note(
        "missing-quantity", .warning, line: element.line,
        "The plurals '\(name)' lack 'other', which every language needs.",
        "Write an item with quantity=\"other\".")
    }
    addComments(about: nil, path: path)
  }

  /// Takes a resource's name; a product's own text may share it.
  private mutating func take(_ name: String, _ element: Markup) {
    let type = element.name == "item" ? "string" : element.name
    let product = element["product"].map { ", product \($0)" } ?? ""
    table.take(
      key: name + product, in: type, line: element.line, rule: "duplicate-name", noun: "name")
  }

  private mutating func add(
    _ element: Markup, key: String, role: String? = nil, path: String, isFormat: Bool = true
  ) {
    let written = element.text
    // What only points to another string is no text.
    if written.whiteSpaceFolded.isReference { return }
    let resolved = AndroidText(written)
    let text = InterfaceText(resolved.text)
    if resolved.hasBareApostrophe {
      table.list.note(
        "unescaped-apostrophe", .warning, line: element.line,
        "An apostrophe in '\(key)' is not escaped; the resource compiler drops it or stops there.",
        "Write \\' for it.")
    }
    if isFormat, text.placeholders.unnumbered > 1 {
      table.list.note(
        "unnumbered-formats", .warning, line: element.line,
        "'\(key)' has \(text.placeholders.unnumbered) formats that do not say which value they take; "
          + "a translation cannot change their order.",
        "Number them: %1$s, %2$s.")
    }
    addComments(about: text.text, path: path)
    table.add(StringUnit(key: key, text: text, role: role, path: path, line: element.line))
  }

  private mutating func addComments(about anchor: String?, path: String) {
    for comment in comments {
      table.add(
        comment: comment.text, role: "markup", about: anchor, path: path, line: comment.line)
    }
    comments = []
  }
}

extension String {
  /// Whether a text is another resource's name: `@string/ok`.
  fileprivate var isReference: Bool {
    hasPrefix("@") && contains("/") && !contains(" ")
  }
}
