import Core
import Formats

/// The design nodes of one document, as they are found.
struct NodeList {
  /// The most nodes of a document: some hundred times the longest real one.
  static let limit = 500_000
  /// The most bytes of the nodes' texts and paths together.
  private static let byteLimit = 128 << 20
  /// The most findings kept of a document: no one reads more.
  private static let findingLimit = 1_000

  /// The document's path inside the piece's sources.
  let document: String
  /// What messages call the document.
  let display: String
  private(set) var table = NodeTable()
  private(set) var findings: [Finding] = []
  /// The text of the document's title, once it is known.
  private(set) var title: String?
  private var headings: [(level: Int, entry: Int32)] = []
  /// The level of the heading before; 0 before the first.
  private var lastLevel = 0
  private var labels: [String: Int16] = [:]
  private var written: [String: Int32] = [:]

  init(document: String, display: String) {
    self.document = document
    self.display = display
    table.files = [document]
  }

  /// Whether the document has more nodes than any that is meant to be read.
  private(set) var isOverfull = false
  private var byteCount = 0

  var count: Int { table.entries.count }

  /// The text of the first section's heading.
  var firstHeading: String? {
    table.entries.firstIndex { $0.kind == .section && $0.count > 0 }.map { table.text(of: $0) }
  }

  /// Adds a node; an empty text adds none, unless it is what tracked changes leave. A section's level
  /// puts it below the headings of smaller levels.
  mutating func add(
    _ kind: DesignNode.Kind, _ text: String, role: String? = nil, level: Int? = nil, path: String,
    line: Int, column: Int? = nil, part: String? = nil, cells: [TableCell]? = nil,
    links: [TextLink]? = nil, remark: Remark? = nil, revisions: [Revision]? = nil,
    translation: Translation? = nil, key: String? = nil
  ) {
    guard !text.isEmpty || revisions != nil, !isOverfull else { return }
    byteCount += text.utf8.count + path.utf8.count
    isOverfull = byteCount > Self.byteLimit
    var extra: NodeTable.Extra?
    if cells != nil || links != nil || remark != nil || revisions != nil || translation != nil
      || key != nil
    {
      extra = NodeTable.Extra(
        remark: remark, revisions: revisions, translation: translation, key: key)
      if let cells {
        let start = table.cells.count
        for cell in cells {
          table.cells.append(
            NodeTable.Cell(
              span: append(cell.text.utf8), columns: Int16(clamping: cell.columns),
              rows: Int16(clamping: cell.rows), isHeader: cell.isHeader))
        }
        extra?.cells = start..<table.cells.count
      }
      if let links {
        let start = table.links.count
        for link in links {
          table.links.append(
            NodeTable.Link(text: append(link.text.utf8), target: append(link.target.utf8)))
        }
        extra?.links = start..<table.links.count
      }
    }
    let span = append(text.utf8)
    add(
      kind, span, role: role.map { number($0) } ?? -1, level: level, path: number(path: path),
      line: line, column: column ?? 0, part: part.map { number($0) } ?? -1, extra: extra)
  }

  /// Adds a node whose text is in the table.
  mutating func add(
    _ kind: DesignNode.Kind, _ span: NodeTable.Span, role: Int16, level: Int? = nil, path: Int32,
    file: Int32 = 0, line: Int, column: Int, part: Int16 = -1, extra: NodeTable.Extra? = nil
  ) {
    guard !isOverfull, span.count > 0 || extra?.revisions != nil else { return }
    guard table.entries.count < Self.limit, table.text.count <= Self.byteLimit else {
      isOverfull = true
      return
    }
    // A heading that was deleted as a whole heads nothing.
    let level = span.count == 0 ? nil : level
    if let level {
      noteSkippedLevel(to: level, at: SourcePlace(display(of: file), line: line))
      leaveSections(from: level)
    }
    var entry = NodeTable.Entry(
      kind: kind, role: role, part: part, file: file, path: path, line: Int32(clamping: line),
      column: Int32(clamping: column), heading: headings.last?.entry ?? -1, start: span.start,
      count: span.count)
    if level != nil { entry.level = Int16(clamping: headings.count + 1) }
    if let extra {
      entry.extra = Int32(table.extras.count)
      table.extras.append(extra)
    }
    let number = Int32(table.entries.count)
    table.entries.append(entry)
    if let level { headings.append((level, number)) }
    if kind == .title, span.count > 0 {
      lastLevel = max(lastLevel, 1)
      if title == nil { title = table.text(span) }
    }
    noteWhatHides(in: span, kind, file: file, line: line)
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
        remark: node.remark, revisions: node.revisions, translation: node.translation,
        key: node.key)
    }
  }

  // MARK: The table's parts

  mutating func append(_ bytes: some Collection<UInt8>) -> NodeTable.Span {
    let start = UInt32(table.text.count)
    table.text.append(contentsOf: bytes)
    return NodeTable.Span(start: start, count: UInt32(table.text.count) - start)
  }

  /// Appends bytes with every run of XML's white space as one space, and none at the ends.
  mutating func append(folding bytes: [UInt8]) -> NodeTable.Span {
    append(folding: bytes[...])
  }

  mutating func append(folding bytes: ArraySlice<UInt8>) -> NodeTable.Span {
    let start = table.text.count
    bytes.appendFolded(to: &table.text)
    return NodeTable.Span(start: UInt32(start), count: UInt32(table.text.count - start))
  }

  mutating func add(cell: NodeTable.Cell) { table.cells.append(cell) }
  mutating func add(link: NodeTable.Link) { table.links.append(link) }

  /// Takes labels whose numbers are known: they are the first.
  ///
  /// - Parameter size: how many bytes of text to expect.
  mutating func begin(labels: [String], files: [String], size: Int) {
    // A UI text and a link stand there twice: by themselves and in their sentence.
    table.text.reserveCapacity(size + size / 2)
    table.entries.reserveCapacity(size / 100)
    table.paths.reserveCapacity(size / 50)
    table.labels = labels
    table.files = files
    for (index, label) in labels.enumerated() { self.labels[label] = Int16(index) }
  }

  /// The number of a role or part.
  mutating func number(_ label: String) -> Int16 {
    if let known = labels[label] { return known }
    let number = Int16(clamping: table.labels.count)
    table.labels.append(label)
    labels[label] = number
    return number
  }

  /// The number of a path that is written out.
  mutating func number(path: String) -> Int32 {
    if let known = written[path] { return known }
    let place = Int32(table.paths.count)
    table.paths.append(
      NodeTable.PathStep(
        parent: NodeTable.PathStep.literal, name: number(name: path), index: 0))
    written[path] = place
    return place
  }

  mutating func number(name: String) -> Int32 {
    table.names.append(name)
    return Int32(table.names.count - 1)
  }

  mutating func add(step: NodeTable.PathStep) -> Int32 {
    table.paths.append(step)
    return Int32(table.paths.count - 1)
  }

  /// Notes a heading that is more than one level below the one before it.
  private mutating func noteSkippedLevel(to level: Int, at place: SourcePlace) {
    if lastLevel > 0, level > lastLevel + 1 {
      note(
        .skippedHeadingLevel, at: place,
        "A heading of level \(level) follows one of level \(lastLevel).",
        remedy: "Use level \(lastLevel + 1), so that the outline has no gap.")
    }
    lastLevel = level
  }

  /// Leaves the sections of a level and below.
  mutating func leaveSections(from level: Int) {
    while let last = headings.last, last.level >= level { headings.removeLast() }
  }

  /// Whether a text of the table ends with a question mark.
  func endsWithQuestionMark(_ span: NodeTable.Span) -> Bool {
    span.count > 0 && table.text[Int(span.start + span.count) - 1] == 0x3F
  }

  /// The number of a further file that nodes stand in.
  mutating func number(file: String) -> Int32 {
    if let known = table.files.firstIndex(of: file) { return Int32(known) }
    table.files.append(file)
    return Int32(table.files.count - 1)
  }

  /// What messages call a file of the table.
  func display(of file: Int32) -> String {
    file == 0 ? display : display.naming(table.files[Int(file)], for: document)
  }

  /// Adds a finding at a line.
  mutating func note(
    _ rule: NoticeRule, line: Int, _ message: String, remedy: String? = nil
  ) {
    note(rule, at: SourcePlace(display, line: line), message, remedy: remedy)
  }

  /// Adds a finding at a place.
  mutating func note(
    _ rule: NoticeRule, at place: SourcePlace, _ message: String, remedy: String? = nil
  ) {
    guard findings.count < Self.findingLimit else { return }
    findings.append(Finding(rule, at: place, message, remedy: remedy))
  }

  /// Adds a finding at a place by its rule's id. What the table says of the rule's severity counts.
  mutating func note(
    _ rule: String, _ severity: Finding.Severity, at place: SourcePlace, _ message: String,
    _ remedy: String
  ) {
    guard findings.count < Self.findingLimit else { return }
    findings.append(
      Finding(
        rule: rule, severity: NoticeRule(id: rule)?.severity ?? severity, place: place,
        message: message, remedy: remedy))
  }

  /// Adds a finding at a line by its rule's id.
  mutating func note(
    _ rule: String, _ severity: Finding.Severity, line: Int, _ message: String, _ remedy: String
  ) {
    note(rule, severity, at: SourcePlace(display, line: line), message, remedy)
  }
}

extension String {
  /// What messages call another file of the same folder, where this is what they call one of a path.
  func naming(_ other: String, for path: String) -> String {
    hasSuffix(path) ? dropLast(path.count) + other : other
  }
}
