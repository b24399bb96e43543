import Core

/// The strings of one table, with what is wrong in any table: a key that stands twice, a translation
/// that lost a placeholder, an empty text.
struct StringTable {
  /// The most marks of markup (`<` and `=`) of a table: a tree of more would take some 200 MB.
  private static let markLimit = 450_000

  var list: NodeList
  var paths = ElementPaths()
  private var lines: [String: Int] = [:]
  private var translations: [String: (text: String, line: Int)] = [:]

  init(document: String, display: String) {
    list = NodeList(document: document, display: display)
  }

  /// Parses a table.
  ///
  /// - Throws: where it is not well-formed, or has more elements than any table.
  static func parse(_ text: DocumentText) throws(DocumentError) -> XMLTree {
    let marks = text.bytes.count { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "=") }
    guard marks <= markLimit else {
      throw DocumentError(
        text.display, "it has more elements and attributes than a string table may have",
        remedy: "Cut it into several.")
    }
    return try XMLTree(xml: text)
  }

  /// What was read, as a document.
  func document(
    _ format: DocumentFormat, _ tree: borrowing XMLTree, _ text: DocumentText
  ) throws(DocumentError) -> ReadDocument {
    guard !tree.isExpandedTooFar else { throw DocumentError.expandedTooFar(text.display) }
    return try DocumentReader.document(
      list, format, findings: text.findings, anchors: [], links: [])
  }

  /// Begins a file or a context, in which each key stands once.
  mutating func beginScope() {
    lines = [:]
    translations = [:]
  }

  /// Takes a key; says so where it stands twice among those of a kind.
  mutating func take(
    key: String, in kind: String = "", line: Int, rule: String = "duplicate-id", noun: String = "id"
  ) {
    if let first = lines["\(kind)\n\(key)"] {
      list.note(
        rule, .warning, line: line, "The \(noun) '\(key)' stands twice; first on line \(first).",
        "Give this string \(noun == "id" ? "an id" : "a \(noun)") of its own, or remove it.")
    } else {
      lines["\(kind)\n\(key)"] = line
    }
  }

  /// Adds a string and says what is wrong with it.
  mutating func add(_ unit: StringUnit) {
    let translation = unit.target.map { target in
      Translation(language: unit.language ?? "und", text: target.text, state: unit.state)
    }
    if unit.text.text.isEmpty {
      list.note(
        "empty-source", .warning, line: unit.line,
        "The string\(unit.key.map { " '\($0)'" } ?? "") has no text.",
        "Write its text, or remove it.")
    }
    list.add(
      .uiString, unit.text.text, role: unit.role ?? unit.key.flatMap(ControlRole.role(inKey:)),
      path: unit.path, line: unit.line, translation: translation, key: unit.key)
    check(unit)
  }

  /// Adds what somebody wrote about a string.
  mutating func add(
    comment: String, role: String = "note", about anchor: String? = nil, by author: String? = nil,
    id: String? = nil, path: String, line: Int
  ) {
    let anchor = anchor.flatMap { $0.isEmpty ? nil : $0 }
    let isKnown = anchor != nil || author != nil || id != nil
    list.add(
      .comment, comment.whiteSpaceFolded, role: role, path: path, line: line,
      remark: isKnown ? Remark(id: id, author: author, anchor: anchor) : nil)
  }

  private mutating func check(_ unit: StringUnit) {
    guard let target = unit.target, !target.text.isEmpty, !unit.text.text.isEmpty else { return }
    let lost = unit.text.lost(in: target)
    if !lost.isEmpty {
      list.note(
        "lost-placeholder", .warning, line: unit.line,
        "The translation of '\(unit.text.text.clipped)' lacks \(lost.joined(separator: ", ")).",
        "Put it where the translation needs it.")
    }
    let invented = target.lost(in: unit.text)
    if !invented.isEmpty {
      list.note(
        "unknown-placeholder", .warning, line: unit.line,
        "The translation of '\(unit.text.text.clipped)' has \(invented.joined(separator: ", ")), "
          + "which the text has not.",
        "Write the placeholders as the text has them.")
    }
    if let room = unit.room, target.text.count > room {
      list.note(
        "text-too-long", .warning, line: unit.line,
        "The translation has \(target.text.count) characters; there is room for \(room).",
        "Shorten it, or ask for more room.")
    }
    checkConsistency(unit, target)
  }

  private mutating func checkConsistency(_ unit: StringUnit, _ target: InterfaceText) {
    let source = unit.text.text
    guard let first = translations[source] else {
      translations[source] = (target.text, unit.line)
      return
    }
    guard first.text != target.text else { return }
    list.note(
      "inconsistent-translation", .note, line: unit.line,
      "'\(source.clipped)' is '\(target.text.clipped)' here, and '\(first.text.clipped)' on line "
        + "\(first.line).",
      "Translate it alike, unless the two mean different things.")
  }
}

extension String {
  /// The text's beginning, as a message quotes it.
  fileprivate var clipped: String { count <= 60 ? self : prefix(59) + "…" }
}
