import Core
import FoundationEssentials

/// Reads gettext's catalogues (PO): messages as UI strings with their translation, what programmers
/// and translators wrote about them as remarks.
struct GettextReader {
  private var table: StringTable
  private var language: String?
  private var entry = Entry()
  private var field = Field.none
  private var count = 0
  private var malformed = 0

  /// The most malformed lines that are named.
  private static let malformedLimit = 100

  /// The parts of a message that a quoted line may go on with.
  private enum Field { case none, context, id, plural, translation }

  /// A message as it is put together line by line.
  private struct Entry {
    var line = 0
    var context: String?
    var id: String?
    var plural: String?
    var translations: [String] = []
    var isFuzzy = false
    var comments: [(text: String, author: String, line: Int)] = []
  }

  /// Whether a text is a catalogue: its first line that is no comment begins a message.
  static func recognizes(_ bytes: Data) -> Bool {
    for line in Array(bytes.prefix(65_536)).split(separator: 0x0A) {
      let line = line.drop { $0 <= 0x20 }
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      return line.starts(with: "msgid \"".utf8) || line.starts(with: "msgctxt \"".utf8)
    }
    return false
  }

  /// Reads a document.
  static func read(_ text: DocumentText, path: String) throws(DocumentError) -> ReadDocument {
    var reader = GettextReader(table: StringTable(document: path, display: text.display))
    // One line after the other: an array of all of them takes many times the document.
    var rest = Array(text.bytes)[...]
    var line = 0
    while !rest.isEmpty, !reader.table.list.isOverfull {
      line += 1
      let bytes = rest.prefix { $0 != 0x0A }
      rest = rest.dropFirst(bytes.count + 1)
      reader.read(String(decoding: bytes.whiteSpaceTrimmed, as: UTF8.self)[...], line: line)
    }
    reader.finish()
    return try DocumentReader.document(
      reader.table.list, .gettext, findings: text.findings, anchors: [], links: [])
  }

  private init(table: StringTable) { self.table = table }

  // MARK: Lines

  private mutating func read(_ text: Substring, line: Int) {
    guard let first = text.first else { return finish() }
    switch first {
    case "#": readComment(text.dropFirst(), line: line)
    case "\"": append(text, line: line)
    default: readKeyword(text, line: line)
    }
  }

  private mutating func readComment(_ text: Substring, line: Int) {
    if !entry.translations.isEmpty { finish() }
    field = .none
    switch text.first {
    case ",": entry.isFuzzy = entry.isFuzzy || text.contains("fuzzy")
    case ".": add(comment: text.dropFirst(), by: "programmer", line: line)
    // Where the program has the message, what it was before, and what no program has any more.
    case ":", "|", "~": break
    default: add(comment: text, by: "translator", line: line)
    }
  }

  private mutating func add(comment: Substring, by author: String, line: Int) {
    let text = String(comment).whiteSpaceFolded
    guard !text.isEmpty else { return }
    if let last = entry.comments.last, last.author == author {
      entry.comments[entry.comments.count - 1].text += " " + text
    } else {
      entry.comments.append((text, author, line))
    }
  }

  private mutating func readKeyword(_ text: Substring, line: Int) {
    let keyword = text.prefix { $0 != " " && $0 != "\"" && $0 != "[" }
    if ["msgctxt", "msgid"].contains(keyword), !entry.translations.isEmpty { finish() }
    switch keyword {
    case "msgctxt":
      (field, entry.context) = (.context, "")
    case "msgid":
      (field, entry.id) = (.id, "")
      entry.line = line
    case "msgid_plural": (field, entry.plural) = (.plural, "")
    case "msgstr":
      field = .translation
      entry.translations.append("")
    default: field = .none
    }
    append(text.drop { $0 != "\"" }, line: line)
  }

  private mutating func append(_ quoted: Substring, line: Int) {
    guard field != .none, quoted.count > 1, quoted.last == "\"" else {
      malformed += 1
      guard malformed <= Self.malformedLimit else { return }
      table.list.note(
        "malformed-line", .warning, line: line,
        "The line is no part of a message; it was left out.",
        "Write a keyword and a text in quotation marks, or a comment.")
      return
    }
    let text = Self.unescaped(quoted.dropFirst().dropLast())
    switch field {
    case .none: break
    case .context: entry.context? += text
    case .id: entry.id? += text
    case .plural: entry.plural? += text
    case .translation: entry.translations[entry.translations.count - 1] += text
    }
  }

  private static func unescaped(_ text: Substring) -> String {
    guard text.contains("\\") else { return String(text) }
    var result = ""
    var isEscaped = false
    for character in text {
      switch character {
      case "\\" where !isEscaped:
        isEscaped = true
        continue
      case "n" where isEscaped: result += "\n"
      case "t" where isEscaped: result += "\t"
      default: result.append(character)
      }
      isEscaped = false
    }
    return result
  }

  // MARK: Messages

  private mutating func finish() {
    defer {
      entry = Entry()
      field = .none
    }
    guard let id = entry.id else { return addComments(about: nil, path: "/") }
    if id.isEmpty, entry.context == nil { return takeHeader() }
    count += 1
    let path = "/message[\(count)]"
    table.take(
      key: id, in: entry.context ?? "", line: entry.line, rule: "duplicate-name", noun: "message"
    )
    // The forms of one message in one text, as other tables have them.
    let text = InterfaceText([id, entry.plural].compactMap(\.self).joined(separator: "|"))
    addComments(about: text.text, path: path)
    let translation = entry.translations.joined(separator: "|")
    let isTranslated = entry.translations.contains { !$0.isEmpty }
    table.add(
      StringUnit(
        // A context is no key: many messages may share one.
        text: text, role: entry.context.flatMap(ControlRole.role(inKey:)), path: path,
        line: entry.line,
        target: isTranslated ? InterfaceText(translation) : nil, language: language,
        state: entry.isFuzzy ? "fuzzy" : nil))
  }

  private mutating func takeHeader() {
    addComments(about: nil, path: "/")
    for line in entry.translations.joined().split(separator: "\n") {
      guard line.hasPrefix("Language:") else { continue }
      let name = String(line.dropFirst("Language:".count)).whiteSpaceFolded
      language = name.isEmpty ? nil : name.replacing("_", with: "-")
    }
  }

  private mutating func addComments(about anchor: String?, path: String) {
    for comment in entry.comments {
      table.add(
        comment: comment.text, about: anchor, by: comment.author, path: path, line: comment.line)
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var whiteSpaceTrimmed: ArraySlice<UInt8> {
    var bytes = drop { $0 <= 0x20 }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return bytes
  }
}
