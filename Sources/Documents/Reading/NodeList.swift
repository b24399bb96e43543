import Core
import Formats

/// The design nodes of one document, as they are found.
struct NodeList {
  /// The most nodes of a document: some thirty times the longest real one.
  static let limit = 100_000
  /// The most findings kept of a document: no one reads more.
  private static let findingLimit = 1_000

  /// The document's path inside the piece's sources.
  let document: String
  /// What messages call the document.
  let display: String
  private(set) var nodes: [DesignNode] = []
  private(set) var findings: [Finding] = []
  /// The text of the document's title, once it is known.
  private(set) var title: String?
  private var headings: [(level: Int, text: String)] = []
  private var occurrences: [Identity: Int] = [:]

  private struct Identity: Hashable {
    var kind: DesignNode.Kind
    var text: String
  }

  init(document: String, display: String) {
    self.document = document
    self.display = display
  }

  /// Whether the document has more nodes than any that is meant to be read.
  private(set) var isOverfull = false

  /// Adds a node; an empty text adds none, unless it is what tracked changes leave. A section's level
  /// puts it below the headings of smaller levels.
  mutating func add(
    _ kind: DesignNode.Kind, _ text: String, role: String? = nil, level: Int? = nil, path: String,
    line: Int, column: Int? = nil, part: String? = nil, cells: [TableCell]? = nil,
    links: [TextLink]? = nil, remark: Remark? = nil, revisions: [Revision]? = nil,
    translation: Translation? = nil
  ) {
    guard !text.isEmpty || revisions != nil, !isOverfull else { return }
    guard nodes.count < Self.limit else {
      isOverfull = true
      return
    }
    if let level { leaveSections(from: level) }
    let occurrence = occurrences[Identity(kind: kind, text: text), default: 0] + 1
    occurrences[Identity(kind: kind, text: text)] = occurrence
    let identity = "\(document)\n\(kind.rawValue)\n\(occurrence)\n\(text)"
    nodes.append(
      DesignNode(
        id: "n-" + String(Digest(of: identity).hex.prefix(16)), kind: kind, text: text, role: role,
        level: level == nil ? nil : headings.count + 1, document: document, path: path, line: line,
        column: column, part: part, section: headings.map(\.text), digest: Digest(of: text),
        cells: cells, links: links, remark: remark, revisions: revisions, translation: translation))
    if let level { headings.append((level, text)) }
    if kind == .title, title == nil { title = text }
    if let hidden = text.firstHiddenCharacter {
      let code = String(hidden.value, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
      note(
        "hidden-character", .warning, line: line,
        "The text holds U+\(digits), which no reader sees.",
        "Remove the character, unless the language needs it.")
    }
  }

  /// Takes over the nodes of a part, which was read as a document of its own.
  mutating func append(_ nodes: [DesignNode], part: String) {
    leaveSections(from: 0)
    for node in nodes {
      add(
        // A part's title is a chapter's heading in the whole.
        node.kind == .title ? .section : node.kind, node.text, role: node.role,
        level: node.kind == .title ? 1 : node.level.map { $0 + 1 }, path: node.path,
        line: node.line, column: node.column, part: part, cells: node.cells, links: node.links,
        remark: node.remark, revisions: node.revisions, translation: node.translation)
    }
  }

  /// Leaves the sections of a level and below.
  mutating func leaveSections(from level: Int) {
    while let last = headings.last, last.level >= level { headings.removeLast() }
  }

  /// Adds a finding at a line.
  mutating func note(
    _ rule: String, _ severity: Finding.Severity, line: Int, _ message: String, _ remedy: String
  ) {
    guard findings.count < Self.findingLimit else { return }
    findings.append(
      Finding(
        rule: rule, severity: severity, place: SourcePlace(display, line: line), message: message,
        remedy: remedy))
  }
}
