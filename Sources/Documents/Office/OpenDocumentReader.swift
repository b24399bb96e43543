import Core
import FoundationEssentials

/// Reads OpenDocument texts (ISO/IEC 26300-1, OpenDocument 1.2): headings, lists, tables, notes, links,
/// annotations and tracked changes.
struct OpenDocumentReader {
  private static let part = "content.xml"

  private var list: NodeList
  private let orderedLists: Set<String>
  private let changes: [String: Change]
  private var links: [ReadDocument.Link] = []
  private var anchors: Set<String> = []
  private var openChange: RevisedText.Mark?
  /// The words that annotations with an end are about.
  private var openAnnotations: [String: String] = [:]
  private var closedAnnotations: Set<String> = []
  private var paragraph = Paragraph()
  private var depth = 0

  /// A tracked change of the document.
  private struct Change {
    var mark: RevisedText.Mark
    /// What was deleted.
    var content: Markup?
  }

  private struct Paragraph {
    var text = RevisedText()
    var openLinks: [String] = []
    var figures: [(text: String, line: Int)] = []
    var annotations: [(text: String, remark: Remark, line: Int)] = []
    var notes: [Markup] = []
    var boxes: [Markup] = []
  }

  /// Reads a document.
  ///
  /// - Throws: where it is encrypted, or a part of it cannot be trusted.
  static func read(
    _ archive: ZipContents, path: String, display: String
  ) throws(DocumentError) -> ReadDocument {
    if let manifest = try OfficePart("META-INF/manifest.xml", in: archive, display: display),
      manifest.root.descendant("encryption-data") != nil
    {
      throw DocumentError(
        display, "it is encrypted", remedy: "Save the document without a password.")
    }
    guard let content = try OfficePart(part, in: archive, display: display),
      let text = content.root.first("body")?.first("text")
    else {
      throw DocumentError(
        display, "it is an OpenDocument package without a text",
        remedy: "Export a spreadsheet or a presentation as HTML.")
    }
    let meta = try OfficePart("meta.xml", in: archive, display: display)?.root
    let title = meta?.first("meta")?.first("title")?.text.whiteSpaceFolded ?? ""
    let styles = try OfficePart("styles.xml", in: archive, display: display)?.root
    var reader = OpenDocumentReader(
      list: NodeList(document: path, display: display),
      orderedLists: orderedLists(in: [content.root, styles].compactMap { $0 }),
      changes: changes(of: text))
    if !title.isEmpty {
      reader.list.add(.title, title, role: "metadata", path: "/document-meta/title", line: 1)
    }
    reader.readBlocks(text, path: "/document-content/body/text", kind: nil, isOrdered: false)
    return try DocumentReader.document(
      reader.list, .odt, findings: [], anchors: reader.anchors, links: reader.links)
  }

  private init(list: NodeList, orderedLists: Set<String>, changes: [String: Change]) {
    self.list = list
    self.orderedLists = orderedLists
    self.changes = changes
  }

  /// The names of the list styles that count their items.
  private static func orderedLists(in roots: [Markup]) -> Set<String> {
    var names: Set<String> = []
    for root in roots {
      for group in [root.first("automatic-styles"), root.first("styles")].compactMap({ $0 }) {
        for style in group.all("list-style") {
          let isOrdered = style.elements.first?.name == "list-level-style-number"
          if isOrdered, let name = style["name"] { names.insert(name) }
        }
      }
    }
    return names
  }

  private static func changes(of text: Markup) -> [String: Change] {
    var changes: [String: Change] = [:]
    for region in text.first("tracked-changes")?.all("changed-region") ?? [] {
      guard let id = region["id"], let change = region.elements.first else { continue }
      let info = change.first("change-info")
      let kind: Revision.Change
      switch change.name {
      case "insertion": kind = .insert
      case "deletion": kind = .delete
      default: continue
      }
      changes[id] = Change(
        mark: .init(
          change: kind, author: info?.first("creator")?.text, date: info?.first("date")?.text),
        content: kind == .delete ? change : nil)
    }
    return changes
  }

  // MARK: Blocks

  private mutating func readBlocks(
    _ parent: Markup, path: String, kind: DesignNode.Kind?, role: String? = nil, isOrdered: Bool
  ) {
    guard depth < 64 else { return }
    depth += 1
    defer { depth -= 1 }
    var counts: [String: Int] = [:]
    for block in parent.elements {
      counts[block.name, default: 0] += 1
      let here = "\(path)/\(block.name)[\(counts[block.name] ?? 1)]"
      switch block.name {
      case "p", "h": readParagraph(block, path: here, kind: kind, role: role)
      case "list":
        let style = block["style-name"]
        let isCounted = style.map(orderedLists.contains) ?? isOrdered
        readBlocks(block, path: here, kind: kind, role: role, isOrdered: isCounted)
      case "list-item", "list-header":
        readBlocks(
          block, path: here, kind: isOrdered ? .step : .listItem, role: role, isOrdered: isOrdered)
      case "table": readTable(block, path: here)
      case "section", "index-body", "numbered-paragraph":
        readBlocks(block, path: here, kind: kind, role: role, isOrdered: isOrdered)
      case "frame", "custom-shape", "rect", "text-box", "g": takeDrawing(block)
      case "change-start", "change-end", "change": takeChange(block)
      default: break
      }
    }
    if !paragraph.boxes.isEmpty || !paragraph.figures.isEmpty {
      let found = paragraph
      paragraph = Paragraph()
      addBeside(found, path: path, line: parent.line)
    }
  }

  private mutating func readParagraph(
    _ block: Markup, path: String, kind: DesignNode.Kind?, role: String?
  ) {
    let outer = paragraph
    paragraph = Paragraph()
    readInline(block)
    if let mark = openChange { paragraph.text.append("\n", mark) }
    let found = paragraph
    paragraph = outer
    let text = found.text.accepted
    let style = block["style-name"]?.lowercased() ?? ""
    var node = kind ?? .paragraph
    var level: Int?
    if block.name == "h", !text.isEmpty {
      node = .section
      level = block["outline-level"].flatMap(Int.init) ?? 1
    } else if kind == nil, style == "title", list.title == nil {
      node = .title
    } else if kind == nil, style.hasPrefix("preformatted") || style.contains("source_20_code") {
      node = .code
    }
    list.add(
      node, text, role: role, level: level, path: path, line: block.line, part: Self.part,
      links: found.text.links.isEmpty ? nil : found.text.links, revisions: found.text.revisions)
    addBeside(found, path: path, line: block.line)
  }

  private mutating func addBeside(_ found: Paragraph, path: String, line: Int) {
    for figure in found.figures {
      list.add(.figure, figure.text, path: path, line: figure.line, part: Self.part)
    }
    for note in found.notes {
      readBlocks(note, path: path + "/note", kind: .paragraph, role: "footnote", isOrdered: false)
    }
    for box in found.boxes {
      readBlocks(box, path: path + "/text-box", kind: nil, isOrdered: false)
    }
    for annotation in found.annotations {
      var remark = annotation.remark
      if let id = remark.id, let anchor = openAnnotations[id]?.whiteSpaceFolded, !anchor.isEmpty {
        remark.anchor = anchor
      }
      list.add(
        .comment, annotation.text, role: "remark", path: path, line: annotation.line,
        part: Self.part, remark: remark)
    }
  }

  // MARK: Tables

  private mutating func readTable(_ table: Markup, path: String) {
    var index = 0
    func rows(_ parent: Markup, isHeader: Bool) -> [(Markup, Bool)] {
      parent.elements.flatMap { element -> [(Markup, Bool)] in
        switch element.name {
        case "table-row": [(element, isHeader)]
        case "table-header-rows": rows(element, isHeader: true)
        case "table-rows", "table-row-group": rows(element, isHeader: isHeader)
        default: []
        }
      }
    }
    for (row, isHeader) in rows(table, isHeader: false) {
      index += 1
      let here = "\(path)/table-row[\(index)]"
      var text = RevisedText()
      var cells: [TableCell] = []
      var after: [Paragraph] = []
      for cell in row.all("table-cell") {
        let content = readCell(cell, &after)
        let columns = cell["number-columns-spanned"].flatMap(Int.init) ?? 1
        let rows = cell["number-rows-spanned"].flatMap(Int.init) ?? 1
        let repeated = min(cell["number-columns-repeated"].flatMap(Int.init) ?? 1, 64)
        for _ in 0..<max(1, repeated) {
          cells.append(
            TableCell(
              content.accepted, columns: min(max(1, columns), 1_000), rows: min(max(1, rows), 100_000),
              isHeader: isHeader))
        }
        if cells.count > 1 { text.append(" | ") }
        text.append(content)
      }
      let isEmpty = cells.allSatisfy(\.text.isEmpty) && text.revisions == nil
      list.add(
        .tableRow, isEmpty ? "" : cells.map(\.text).joined(separator: " | "),
        role: isHeader ? "header" : nil, path: here, line: row.line, part: Self.part, cells: cells,
        links: text.links.isEmpty ? nil : text.links, revisions: text.revisions)
      for found in after { addBeside(found, path: here, line: row.line) }
    }
  }

  private mutating func readCell(_ cell: Markup, _ after: inout [Paragraph]) -> RevisedText {
    var text = RevisedText()
    guard depth < 64 else { return text }
    depth += 1
    defer { depth -= 1 }
    let outer = paragraph
    defer { paragraph = outer }
    for block in cell.elements {
      var inner = RevisedText()
      switch block.name {
      case "p", "h":
        paragraph = Paragraph()
        readInline(block)
        inner = paragraph.text
        paragraph.text = RevisedText()
        after.append(paragraph)
      case "list", "list-item", "table", "table-row", "table-cell", "section":
        inner = readCell(block, &after)
      default: continue
      }
      if !text.isEmpty, !inner.isEmpty { text.append(" ") }
      text.append(inner)
    }
    return text
  }

  // MARK: Inline

  private mutating func readInline(_ parent: Markup) {
    guard depth < 200 else { return }
    depth += 1
    defer { depth -= 1 }
    for content in parent.content {
      switch content {
      case .text(let text): append(text)
      case .comment: break
      case .element(let element): readInline(element: element)
      }
    }
  }

  private mutating func readInline(element: Markup) {
    switch element.name {
    case "s":
      let count = min(max(1, element["c"].flatMap(Int.init) ?? 1), 1_000)
      append(String(repeating: " ", count: count))
    case "tab", "line-break": append(" ")
    case "a": readLink(element)
    case "note": if let body = element.first("note-body") { paragraph.notes.append(body) }
    case "annotation": takeAnnotation(element)
    case "annotation-end": if let name = element["name"] { closedAnnotations.insert(name) }
    case "soft-page-break": break
    case "change-start", "change-end", "change": takeChange(element)
    case "bookmark", "bookmark-start", "reference-mark", "reference-mark-start":
      if let name = element["name"] { anchors.insert(name) }
    case "frame", "custom-shape", "rect", "g": takeDrawing(element)
    case "ruby": if let base = element.first("ruby-base") { readInline(base) }
    default: readInline(element)
    }
  }

  private mutating func append(_ text: String) {
    paragraph.text.append(text, openChange)
    for index in paragraph.openLinks.indices { paragraph.openLinks[index] += text }
    for id in openAnnotations.keys where !closedAnnotations.contains(id) {
      openAnnotations[id]? += text
    }
  }

  private mutating func readLink(_ element: Markup) {
    paragraph.openLinks.append("")
    readInline(element)
    let text = paragraph.openLinks.popLast() ?? ""
    guard let target = element["href"] else { return }
    guard LinkTarget.isSafe(target) else {
      list.note(
        "unsafe-link", .warning, line: element.line,
        "The link's address was dropped: it would run code.",
        "Link to a page, or remove the link.")
      return
    }
    links.append(ReadDocument.Link(target: target, line: element.line))
    paragraph.text.add(TextLink(text: text.whiteSpaceFolded, target: target))
  }

  private mutating func takeAnnotation(_ element: Markup) {
    let id = element["name"]
    if let id { openAnnotations[id] = "" }
    let text = element.all("p").map(\.text.whiteSpaceFolded).filter { !$0.isEmpty }
    paragraph.annotations.append(
      (
        text.joined(separator: " "),
        Remark(
          id: id, author: element.first("creator")?.text, date: element.first("date")?.text,
          answers: element["parent-name"], isResolved: element["resolved"] == "true"),
        element.line
      ))
  }

  private mutating func takeChange(_ element: Markup) {
    guard let id = element["change-id"], let change = changes[id] else { return }
    switch element.name {
    case "change-start": openChange = change.mark
    case "change-end": openChange = nil
    default:
      let blocks = change.content?.elements.filter { $0.name == "p" || $0.name == "h" } ?? []
      for (index, block) in blocks.enumerated() {
        if index > 0 { paragraph.text.append("\n", change.mark) }
        paragraph.text.append(block.text, change.mark)
      }
    }
  }

  private mutating func takeDrawing(_ drawing: Markup) {
    if let box = drawing.descendant("text-box") { paragraph.boxes.append(box) }
    let words = [drawing.descendant("desc"), drawing.descendant("title")].compactMap {
      $0?.text.whiteSpaceFolded
    }.first { !$0.isEmpty }
    if let words {
      paragraph.figures.append((words, drawing.line))
    } else if drawing.descendant("image") != nil, drawing["decorative"] != "true" {
      list.note(
        "image-without-text-alternative", .warning, line: drawing.line,
        "The image has no text alternative.",
        "Say in a few words what it shows; where it only decorates, say that it does.")
    }
  }
}
