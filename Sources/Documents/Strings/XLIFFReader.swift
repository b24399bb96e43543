import Core

/// Reads XLIFF 1.2 and 2.x: its files and groups as sections, its units as UI strings with their
/// translations, its notes as comments.
struct XLIFFReader {
  private var table: StringTable
  /// The language of the translations, as the document says, or the file at hand.
  private let documentLanguage: String?
  private var language: String?

  /// Reads a document.
  static func read(_ text: DocumentText, path: String) throws(DocumentError) -> ReadDocument {
    let tree = try StringTable.parse(text)
    var table = StringTable(document: path, display: text.display)
    if let root = tree.root {
      var reader = XLIFFReader(root, table)
      reader.readFiles(of: root)
      table = reader.table
    }
    return try table.document(.xliff, tree, text)
  }

  private init(_ root: XMLNode, _ table: StringTable) {
    self.table = table
    documentLanguage = root.attribute("trgLang")
  }

  private mutating func readFiles(of root: XMLNode) {
    var count = 0
    var child = root.firstChild
    while let current = child {
      child = current.next
      if current.isElement, current.name == "file" { count += 1 }
    }
    child = root.firstChild
    while let current = child {
      child = current.next
      if current.isElement, current.name == "file" {
        readFile(current, isOnly: count == 1)
      } else {
        takeComment(current, path: "/xliff")
      }
    }
  }

  private mutating func readFile(_ file: XMLNode, isOnly: Bool) {
    table.beginScope()
    language = file.attribute("target-language") ?? documentLanguage
    let name = (file.attribute("original") ?? file.attribute("id") ?? "").whiteSpaceFolded
    let path = table.paths.path(of: file)
    if isOnly {
      table.list.add(.title, name, role: "metadata", path: path, line: file.line)
    } else {
      table.list.add(.section, name, role: "file", level: 1, path: path, line: file.line)
    }
    readChildren(of: file, level: 2)
  }

  private mutating func readChildren(of node: XMLNode, level: Int) {
    var child = node.firstChild
    while let current = child {
      child = current.next
      guard !table.list.isOverfull else { return }
      guard current.isElement else {
        takeComment(current, path: table.paths.path(of: node))
        continue
      }
      switch current.name {
      case "header", "body", "notes": readChildren(of: current, level: level)
      case "group": readGroup(current, level: level)
      case "trans-unit": readTransUnit(current)
      case "unit": readUnit(current)
      case "note": readNote(Markup(current), about: nil, path: table.paths.path(of: current))
      // Skeletons, references, glossaries and what tools keep for themselves are no text of the UI.
      default: break
      }
    }
  }

  private mutating func takeComment(_ node: XMLNode, path: String) {
    guard node.kind == .comment else { return }
    table.add(comment: node.content, role: "markup", path: path, line: node.line)
  }

  private mutating func readGroup(_ group: XMLNode, level: Int) {
    let name = group.attribute("resname") ?? group.attribute("name") ?? group.attribute("id") ?? ""
    let heading = name.whiteSpaceFolded
    if !heading.isEmpty {
      table.list.add(
        .section, heading, role: "group", level: level, path: table.paths.path(of: group),
        line: group.line)
    }
    readChildren(of: group, level: heading.isEmpty ? level : level + 1)
    table.list.leaveSections(from: level)
  }

  private mutating func readNote(_ note: Markup, about anchor: String?, path: String) {
    table.add(
      comment: note.text, about: anchor, by: note["from"] ?? note["category"], id: note["id"],
      path: path, line: note.line)
  }

  // MARK: 1.2

  private mutating func readTransUnit(_ node: XMLNode) {
    let path = table.paths.path(of: node)
    let unit = Markup(node)
    guard let source = unit.first("source") else { return }
    let id = unit["id"] ?? ""
    if !id.isEmpty { table.take(key: id, line: unit.line) }
    let text = InterfaceText(xliff: source)
    let target = unit.first("target")
    let isMeasured = unit["size-unit"] == nil || unit["size-unit"] == "char"
    table.add(
      StringUnit(
        key: unit["resname"] ?? unit["id"], text: text,
        role: unit["restype"].flatMap(ControlRole.role(ofControl:)), path: path, line: unit.line,
        target: target.map { InterfaceText(xliff: $0, known: text.codes) },
        language: target?["lang"] ?? language,
        state: target?["state"] ?? (unit["approved"] == "yes" ? "approved" : nil),
        room: isMeasured ? unit["maxwidth"].flatMap(Int.init) : nil))
    for note in unit.all("note") {
      let anchor = note["annotates"] == "target" ? target?.text.whiteSpaceFolded : text.text
      readNote(note, about: anchor, path: path + "/note")
    }
    for comment in unit.comments {
      table.add(
        comment: comment.text, role: "markup", about: text.text, path: path, line: comment.line)
    }
  }

  // MARK: 2.x

  private mutating func readUnit(_ node: XMLNode) {
    let path = table.paths.path(of: node)
    let unit = Markup(node)
    if let id = unit["id"] { table.take(key: id, line: unit.line) }
    let originals = Dictionary(
      (unit.first("originalData")?.all("data") ?? []).map { ($0["id"] ?? "", $0.text) }
    ) { first, _ in first }
    let segments = unit.elements.filter { $0.name == "segment" || $0.name == "ignorable" }
    let whole = segments.compactMap { segment in
      segment.first("source").map { InterfaceText(xliff: $0, originals: originals).text }
    }.filter { !$0.isEmpty }.joined(separator: " ")
    for note in unit.first("notes")?.all("note") ?? [] {
      readNote(note, about: whole, path: path + "/notes/note")
    }
    for (index, segment) in segments.enumerated() {
      let place = segments.count > 1 ? "[\(index + 1)]" : ""
      readSegment(
        segment, of: unit, originals: originals, path: "\(path)/\(segment.name)\(place)")
    }
  }

  private mutating func readSegment(
    _ segment: Markup, of unit: Markup, originals: [String: String], path: String
  ) {
    guard let source = segment.first("source") else { return }
    let text = InterfaceText(xliff: source, originals: originals)
    // What parts two sentences is nothing to read.
    if segment.name == "ignorable", text.text.isEmpty { return }
    let target = segment.first("target")
    table.add(
      StringUnit(
        key: unit["name"] ?? unit["id"], text: text,
        role: unit["type"].flatMap { ControlRole.role(ofControl: $0.afterColon) },
        path: path, line: source.line,
        target: target.map {
          InterfaceText(xliff: $0, known: text.codes, originals: originals)
        },
        language: target?["lang"] ?? language, state: segment["subState"] ?? segment["state"],
        room: unit["sizeRestriction"].flatMap(Int.init)))
    readRemarks(in: source, path: path)
    if let target { readRemarks(in: target, path: path) }
  }

  /// The comments that are marked on words (2.1, section 4.7.3.1.3).
  private mutating func readRemarks(in element: Markup, path: String) {
    for inner in element.elements {
      if inner.name == "mrk", inner["type"] == "comment", let words = inner["value"] {
        table.add(
          comment: words, about: inner.text.whiteSpaceFolded, id: inner["id"], path: path,
          line: inner.line)
      }
      readRemarks(in: inner, path: path)
    }
  }
}

extension Markup {
  /// The comments right below the element.
  fileprivate var comments: [(text: String, line: Int)] {
    content.compactMap { if case .comment(let text, let line) = $0 { (text, line) } else { nil } }
  }
}

extension String {
  fileprivate var afterColon: String { String(split(separator: ":").last ?? "") }
}
