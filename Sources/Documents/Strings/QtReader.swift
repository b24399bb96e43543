import Core

/// Reads Qt's translation sources (TS): contexts as sections, messages as UI strings with their
/// translation.
struct QtReader {
  private var table: StringTable
  private let language: String?

  /// Reads a document.
  static func read(_ text: DocumentText, path: String) throws(DocumentError) -> ReadDocument {
    let tree = try StringTable.parse(text)
    var reader = QtReader(
      table: StringTable(document: path, display: text.display),
      language: tree.root?.attribute("language")?.replacing("_", with: "-"))
    if let root = tree.root { reader.readContexts(of: root) }
    return try reader.table.document(.qt, tree, text)
  }

  private init(table: StringTable, language: String?) {
    self.table = table
    self.language = language
  }

  private mutating func readContexts(of root: XMLNode) {
    var child = root.firstChild
    while let current = child {
      child = current.next
      guard current.isElement else { continue }
      switch current.name {
      case "context": readContext(current)
      case "message": readMessage(Markup(current), path: table.paths.path(of: current))
      default: break
      }
    }
  }

  private mutating func readContext(_ context: XMLNode) {
    table.beginScope()
    var child = context.firstChild
    while let current = child {
      child = current.next
      guard !table.list.isOverfull else { return }
      guard current.isElement else { continue }
      switch current.name {
      case "name":
        table.list.add(
          .section, current.text.whiteSpaceFolded, role: "group", level: 1,
          path: table.paths.path(of: context), line: current.line)
      case "message": readMessage(Markup(current), path: table.paths.path(of: current))
      default: break
      }
    }
  }

  private mutating func readMessage(_ message: Markup, path: String) {
    let id = message["id"]
    if let id { table.take(key: id, line: message.line) }
    let text = InterfaceText(message.first("source")?.text ?? "")
    let translation = message.first("translation")
    let forms = translation?.all("numerusform") ?? []
    let words = forms.isEmpty ? translation?.text : forms.map(\.text).joined(separator: "|")
    // The comment tells apart messages of the same words.
    let comment = message.first("comment")
    table.add(
      StringUnit(
        key: id, text: text, path: path, line: message.line,
        target: words.map { InterfaceText($0) }, language: language, state: translation?["type"]))
    for note in [comment, message.first("extracomment"), message.first("translatorcomment")] {
      guard let note else { continue }
      table.add(comment: note.text, about: text.text, path: "\(path)/\(note.name)", line: note.line)
    }
  }
}
