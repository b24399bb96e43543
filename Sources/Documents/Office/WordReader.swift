import Core
import FoundationEssentials

/// Reads Word documents (ECMA-376 part 1, WordprocessingML): headings, lists, tables, notes, links,
/// comments and tracked changes.
struct WordReader {
  /// What most programs call the main part.
  static let usualMainPart = "word/document.xml"

  private var list: NodeList
  private let part: String
  private let styles: WordStyles
  private let numbering: WordNumbering
  private let comments: WordComments
  private let relations: OfficeRelations
  private let notes: [String: [String: Markup]]
  private var links: [ReadDocument.Link] = []
  private var anchors: Set<String> = []

  /// Text whose paragraph's end is deleted: it goes on in the next paragraph.
  private var carried: RevisedText?
  private var paragraph = Paragraph()
  private var fields: [Field] = []
  /// The words that comments are about: of those whose range is open, and of the others.
  private var openComments: [String: String] = [:]
  private var anchorTexts: [String: String] = [:]
  private var seenComments: Set<String> = []
  private var formattingChanges = 0
  private var depth = 0

  /// What is found in a paragraph beside its text.
  private struct Paragraph {
    var text = RevisedText()
    var openLinks: [(target: String, text: String)] = []
    var figures: [(text: String, line: Int)] = []
    var controls: [(text: String, role: String, line: Int)] = []
    var comments: [String] = []
    var notes: [(kind: String, id: String)] = []
    var boxes: [Markup] = []
    var hiddenText = ""
    var line = 1
    var path = ""
  }

  /// A field as it is read: its code, then its result.
  private struct Field {
    var code = ""
    var isResult = false
    var isLink = false
  }

  /// Reads a document.
  ///
  /// - Throws: where the package has no main part, or a part of it cannot be trusted.
  static func read(
    _ archive: ZipContents, path: String, display: String
  ) throws(DocumentError) -> ReadDocument {
    let package = try OfficeRelations(of: "", in: archive, display: display)
    // A package that has lost its relationships is still read, where its main part has the usual name.
    let usual = archive.holds(usualMainPart) && package.byID.isEmpty ? usualMainPart : nil
    guard let name = package.part("officeDocument") ?? usual,
      let main = try OfficePart(name, in: archive, display: display)
    else {
      throw DocumentError(
        display, "it is an Office package whose main part is missing",
        remedy: "Save the document again with the program it was made with.")
    }
    guard main.root.name == "document", let body = main.root.first("body") else {
      throw DocumentError(
        display, "it is an Office file, but no Word document: its main part is <\(main.root.name)>",
        remedy: "Export a workbook or a presentation as HTML.")
    }
    let relations = try OfficeRelations(of: name, in: archive, display: display)
    func part(_ type: String) throws(DocumentError) -> Markup? {
      guard let name = relations.part(type) else { return nil }
      return try OfficePart(name, in: archive, display: display)?.root
    }
    var notes: [String: [String: Markup]] = [:]
    for kind in ["footnote", "endnote"] {
      let all = try part("\(kind)s")?.all(kind) ?? []
      notes[kind] = Dictionary(all.map { ($0["id"] ?? "", $0) }) { first, _ in first }
    }
    var reader = WordReader(
      list: NodeList(document: path, display: display), part: name,
      styles: WordStyles(try part("styles")), numbering: WordNumbering(try part("numbering")),
      comments: WordComments(try part("comments"), extended: try part("commentsExtended")),
      relations: relations, notes: notes)
    let properties = try package.part("core-properties").flatMap { name throws(DocumentError) in
      try OfficePart(name, in: archive, display: display)?.root
    }
    reader.readBody(body, title: properties?.first("title")?.text.whiteSpaceFolded ?? "")
    return try reader.finish()
  }

  private init(
    list: NodeList, part: String, styles: WordStyles, numbering: WordNumbering,
    comments: WordComments, relations: OfficeRelations, notes: [String: [String: Markup]]
  ) {
    self.list = list
    self.part = part
    self.styles = styles
    self.numbering = numbering
    self.comments = comments
    self.relations = relations
    self.notes = notes
  }

  private func finish() throws(DocumentError) -> ReadDocument {
    try DocumentReader.document(
      list, .docx, findings: [], anchors: anchors, links: links)
  }

  // MARK: Blocks

  private mutating func readBody(_ body: Markup, title: String) {
    let hasTitle = body.elements.contains { block in
      block.name == "p" && styles.isTitle(block.first("pPr")?.first("pStyle")?["val"])
    }
    if !hasTitle {
      list.add(.title, title, role: "metadata", path: "/coreProperties/title", line: 1)
    }
    readBlocks(body, path: "/document/body", kind: nil)
    if let rest = carried, !rest.isEmpty {
      carried = nil
      list.add(
        .paragraph, rest.accepted, path: paragraph.path, line: paragraph.line, part: part,
        revisions: rest.revisions)
    }
    // Comments that no range or reference places are kept at the end.
    for id in comments.ids where !seenComments.contains(id) {
      add(comment: id, anchor: nil, path: "/comments", line: comments[id]?.line ?? 1)
    }
    if formattingChanges > 0 {
      list.note(
        "tracked-formatting", .note, line: 1,
        "\(formattingChanges) tracked changes touch formatting only; they are not read.",
        "Nothing to do: no word depends on them.")
    }
  }

  /// Reads the blocks of a body, a cell, a note or a box.
  private mutating func readBlocks(
    _ parent: Markup, path: String, kind: DesignNode.Kind?, role: String? = nil
  ) {
    guard depth < 64 else { return }
    depth += 1
    defer { depth -= 1 }
    var counts: [String: Int] = [:]
    for block in parent.elements {
      counts[block.name, default: 0] += 1
      let here = "\(path)/\(block.name)[\(counts[block.name] ?? 1)]"
      switch block.name {
      case "p": readParagraph(block, path: here, kind: kind, role: role)
      case "tbl": readTable(block, path: here)
      case "sdt":
        takeControl(block)
        if let content = block.first("sdtContent") {
          readBlocks(content, path: here + "/sdtContent", kind: kind, role: role)
        }
      case "AlternateContent":
        if let choice = block.first("Choice") ?? block.first("Fallback") {
          readBlocks(choice, path: "\(here)/\(choice.name)", kind: kind, role: role)
        }
      case "ins", "del", "moveFrom", "moveTo", "customXml", "smartTag":
        readBlocks(block, path: here, kind: kind, role: role)
      case "bookmarkStart": if let name = block["name"] { anchors.insert(name) }
      case "commentRangeStart", "commentRangeEnd": takeRange(block)
      default: break
      }
    }
  }

  private mutating func readParagraph(
    _ block: Markup, path: String, kind: DesignNode.Kind?, role: String?
  ) {
    let properties = block.first("pPr")
    let style = properties?.first("pStyle")?["val"] ?? styles.defaultParagraph
    let outer = paragraph
    paragraph = Paragraph()
    paragraph.line = block.line
    paragraph.path = path
    if let before = carried {
      paragraph.text = before
      carried = nil
    }
    if properties?.first("pPrChange") != nil { formattingChanges += 1 }
    readRuns(block, mark: nil)
    var finished = paragraph
    let end = properties?.first("rPr").flatMap(paragraphMark)
    if let end, end.change == .delete || end.change == .moveFrom {
      finished.text.append("\n", end)
      carried = finished.text
      finished.text = RevisedText()
    } else if let end {
      finished.text.append("\n", end)
    }
    paragraph = outer
    if carried == nil, !isContents(style) {
      add(finished, style: style, properties: properties, kind: kind, role: role)
    }
    addBeside(finished)
  }

  /// Whether a paragraph is an entry of a generated table of contents, which says nothing of its own.
  private func isContents(_ style: String?) -> Bool {
    style?.lowercased().wholeMatch(of: /toc ?[1-9]/) != nil
  }

  private mutating func add(
    _ found: Paragraph, style: String?, properties: Markup?, kind: DesignNode.Kind?, role: String?
  ) {
    let text = found.text.accepted
    let revisions = found.text.revisions
    var node = kind ?? .paragraph
    var role = role
    var level: Int?
    let direct = properties?.first("outlineLvl")?["val"].flatMap(Int.init)
    let heading = direct.map { $0 < 9 ? $0 + 1 : nil } ?? styles.headingLevel(style)
    var reference = properties?.first("numPr").map(WordNumbering.Reference.init)
    if reference == nil || reference?.list == nil { reference = styles.numbering(style) ?? reference }
    if kind == nil {
      if styles.isTitle(style), list.title == nil {
        node = .title
      } else if let heading, !text.isEmpty {
        node = .section
        level = heading
      } else if let reference, reference.list.map({ $0 != "0" }) ?? false {
        node = numbering.isOrdered(reference) ? .step : .listItem
      } else if styles.isCode(style) {
        node = .code
      } else if styles.isQuote(style) {
        role = "quote"
      }
    }
    list.add(
      node, text, role: role, level: level, path: found.path, line: found.line, part: part,
      links: found.text.links.isEmpty ? nil : found.text.links, revisions: revisions)
  }

  /// Adds what follows a paragraph: its figures, controls, notes, boxes and comments.
  private mutating func addBeside(_ found: Paragraph) {
    for control in found.controls {
      list.add(
        .uiString, control.text, role: control.role, path: found.path, line: control.line,
        part: part)
    }
    for figure in found.figures {
      list.add(.figure, figure.text, path: found.path, line: figure.line, part: part)
    }
    list.noteHidden(
      found.hiddenText.whiteSpaceFolded, "Text of this paragraph",
      at: SourcePlace(list.display, line: found.line))
    for note in found.notes {
      guard let content = notes[note.kind]?[note.id] else { continue }
      readBlocks(
        content, path: "/\(note.kind)s/\(note.kind)[\(note.id)]", kind: .paragraph, role: "footnote")
    }
    for box in found.boxes { readBlocks(box, path: found.path + "/txbxContent", kind: nil) }
    for id in found.comments {
      let anchor = anchorTexts.removeValue(forKey: id) ?? openComments.removeValue(forKey: id)
      add(comment: id, anchor: anchor, path: found.path, line: found.line)
    }
  }

  private mutating func add(comment id: String, anchor: String?, path: String, line: Int) {
    guard let comment = comments[id], seenComments.insert(id).inserted else { return }
    let words = anchor?.whiteSpaceFolded ?? ""
    list.add(
      .comment, comment.text, role: "remark", path: path, line: line, part: part,
      remark: Remark(
        id: id, author: comment.author, date: comment.date, anchor: words.isEmpty ? nil : words,
        answers: comment.answers, isResolved: comment.isResolved))
  }

  private func paragraphMark(_ properties: Markup) -> RevisedText.Mark? {
    for element in properties.elements {
      if let mark = RevisedText.Mark(element) { return mark }
    }
    return nil
  }

  // MARK: Tables

  private mutating func readTable(_ table: Markup, path: String) {
    let rows = WordTable(table)
    for (index, row) in rows.rows.enumerated() {
      let here = "\(path)/tr[\(index + 1)]"
      var text = RevisedText()
      var cells: [TableCell] = []
      var after: [Paragraph] = []
      for cell in row.cells {
        let content = readCell(cell.markup, path: here, mark: row.mark, &after)
        if cell.isContinued { continue }
        cells.append(
          TableCell(
            content.accepted, columns: cell.columns, rows: cell.rows, isHeader: row.isHeader))
        if cells.count > 1 { text.append(" | ", row.mark) }
        text.append(content)
      }
      let isEmpty = cells.allSatisfy(\.text.isEmpty) && text.revisions == nil
      list.add(
        .tableRow, isEmpty ? "" : cells.map(\.text).joined(separator: " | "),
        role: row.isHeader ? "header" : nil, path: here, line: row.line, part: part, cells: cells,
        links: text.links.isEmpty ? nil : text.links, revisions: text.revisions)
      for found in after { addBeside(found) }
    }
  }

  /// The text of a cell; what stands beside it is given back to be added after the row.
  private mutating func readCell(
    _ cell: Markup, path: String, mark: RevisedText.Mark?, _ after: inout [Paragraph]
  ) -> RevisedText {
    let outer = paragraph
    defer { paragraph = outer }
    var text = RevisedText()
    guard depth < 64 else { return text }
    depth += 1
    defer { depth -= 1 }
    for block in cell.elements {
      switch block.name {
      case "p":
        paragraph = Paragraph()
        paragraph.line = block.line
        paragraph.path = path
        readRuns(block, mark: mark)
        if !text.isEmpty, !paragraph.text.isEmpty { text.append(" ") }
        text.append(paragraph.text)
        paragraph.text = RevisedText()
        after.append(paragraph)
      case "tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "ins", "del":
        let inner = readCell(block, path: path, mark: mark, &after)
        if !text.isEmpty, !inner.isEmpty { text.append(" ") }
        text.append(inner)
      default: break
      }
    }
    return text
  }

  // MARK: Runs

  private mutating func readRuns(_ parent: Markup, mark: RevisedText.Mark?) {
    guard depth < 200 else { return }
    depth += 1
    defer { depth -= 1 }
    for element in parent.elements {
      switch element.name {
      case "r": readRun(element, mark: mark)
      case "ins", "del", "moveFrom", "moveTo":
        readRuns(element, mark: RevisedText.Mark(element) ?? mark)
      case "hyperlink": readLink(element, mark: mark)
      case "fldSimple":
        let target = Self.hyperlink(in: element["instr"] ?? "")
        readLinked(element, target: target, mark: mark)
      case "sdt":
        takeControl(element)
        if let content = element.first("sdtContent") { readRuns(content, mark: mark) }
      case "AlternateContent":
        if let choice = element.first("Choice") ?? element.first("Fallback") {
          readRuns(choice, mark: mark)
        }
      case "bookmarkStart": if let name = element["name"] { anchors.insert(name) }
      case "commentRangeStart", "commentRangeEnd": takeRange(element)
      case "smartTag", "customXml", "bdo", "dir", "oMath", "oMathPara": readRuns(element, mark: mark)
      case "pPr", "rPr", "sdtPr": break
      default:
        if element.namespace?.hasSuffix("/math") == true {
          append(element.text, mark)
        }
      }
    }
  }

  private mutating func readRun(_ run: Markup, mark: RevisedText.Mark?) {
    let properties = run.first("rPr")
    if properties?.first("rPrChange") != nil { formattingChanges += 1 }
    let isHidden =
      properties?.first("vanish").map(\.isOn) ?? styles.isHidden(properties?.first("rStyle")?["val"])
    for element in run.elements {
      switch element.name {
      case "fldChar": takeField(element)
      case "instrText":
        if !fields.isEmpty { fields[fields.count - 1].code += element.text }
      case "commentReference":
        if let id = element["id"] { paragraph.comments.append(id) }
      case "t", "delText", "noBreakHyphen", "tab", "br", "cr", "sym", "ptab":
        guard !isHidden else {
          paragraph.hiddenText += element.text
          continue
        }
        append(Self.text(of: element), mark)
      case "footnoteReference", "endnoteReference":
        guard !isHidden, let id = element["id"] else { continue }
        paragraph.notes.append((String(element.name.dropLast("Reference".count)), id))
      case "drawing", "pict", "object": takeDrawing(element)
      case "AlternateContent":
        if let choice = element.first("Choice") ?? element.first("Fallback") {
          for drawing in choice.elements { takeDrawing(drawing) }
        }
      case "ruby":
        if let base = element.first("rubyBase") { readRuns(base, mark: mark) }
      default: break
      }
    }
  }

  private static func text(of element: Markup) -> String {
    switch element.name {
    case "t", "delText": return element.text
    case "noBreakHyphen": return "\u{2011}"
    case "sym":
      // Symbol fonts use the private area, where a character means nothing without its font.
      let scalar = element["char"].flatMap { UInt32($0, radix: 16) }.flatMap(Unicode.Scalar.init)
      return scalar.map { $0.properties.generalCategory == .privateUse ? "" : String($0) } ?? ""
    default: return " "
    }
  }

  private mutating func append(_ text: String, _ mark: RevisedText.Mark?) {
    paragraph.text.append(text, mark)
    guard mark?.change != .delete, mark?.change != .moveFrom else { return }
    for index in paragraph.openLinks.indices { paragraph.openLinks[index].text += text }
    for id in openComments.keys { openComments[id]? += text }
  }

  private mutating func takeRange(_ element: Markup) {
    guard let id = element["id"] else { return }
    if element.name == "commentRangeStart" {
      openComments[id] = ""
    } else {
      anchorTexts[id] = openComments.removeValue(forKey: id)
    }
  }

  // MARK: Links, fields, drawings

  private mutating func readLink(_ element: Markup, mark: RevisedText.Mark?) {
    let target = element["id"].flatMap { relations.byID[$0]?.target }
    let anchor = element["anchor"].map { "#\($0)" }
    readLinked(element, target: target.map { $0 + (anchor ?? "") } ?? anchor, mark: mark)
  }

  private mutating func readLinked(_ element: Markup, target: String?, mark: RevisedText.Mark?) {
    guard let target else { return readRuns(element, mark: mark) }
    paragraph.openLinks.append((target, ""))
    readRuns(element, mark: mark)
    closeLink()
  }

  private mutating func closeLink() {
    guard let link = paragraph.openLinks.popLast() else { return }
    guard LinkTarget.isSafe(link.target) else {
      list.note(
        "unsafe-link", .warning, line: paragraph.line,
        "The link's address was dropped: it would run code.",
        "Link to a page, or remove the link.")
      return
    }
    links.append(ReadDocument.Link(target: link.target, line: paragraph.line))
    paragraph.text.add(TextLink(text: link.text.whiteSpaceFolded, target: link.target))
  }

  private mutating func takeField(_ element: Markup) {
    switch element["fldCharType"] {
    case "begin": fields.append(Field())
    case "separate":
      guard var field = fields.popLast() else { return }
      field.isResult = true
      if let target = Self.hyperlink(in: field.code) {
        field.isLink = true
        paragraph.openLinks.append((target, ""))
      }
      fields.append(field)
    case "end": if fields.popLast()?.isLink == true { closeLink() }
    default: break
    }
  }

  /// The target of a HYPERLINK field (ECMA-376 part 1, 17.16.5.25).
  private static func hyperlink(in code: String) -> String? {
    guard let found = code.firstMatch(of: /HYPERLINK\s+(\\l\s+)?"([^"]*)"(?:\s+\\l\s+"([^"]*)")?/)
    else { return nil }
    if found.output.1 != nil { return "#\(found.output.2)" }
    return String(found.output.2) + (found.output.3.map { "#\($0)" } ?? "")
  }

  private mutating func takeControl(_ element: Markup) {
    guard let properties = element.first("sdtPr") else { return }
    let line = element.line
    if let alias = properties.first("alias")?["val"]?.whiteSpaceFolded, !alias.isEmpty {
      paragraph.controls.append((alias, "label", line))
    }
    if properties.first("showingPlcHdr").map(\.isOn) == true {
      let text = element.first("sdtContent")?.wordText ?? ""
      if !text.isEmpty { paragraph.controls.append((text, "placeholder", line)) }
    }
    for choices in ["dropDownList", "comboBox"] {
      for item in properties.first(choices)?.all("listItem") ?? [] {
        let text = (item["displayText"] ?? item["value"] ?? "").whiteSpaceFolded
        if !text.isEmpty { paragraph.controls.append((text, "option", line)) }
      }
    }
  }

  private mutating func takeDrawing(_ drawing: Markup) {
    if let box = drawing.descendant("txbxContent") { paragraph.boxes.append(box) }
    let properties = drawing.descendant("docPr") ?? drawing.descendant("shape")
    let isImage = drawing.descendant("blip") != nil || drawing.descendant("imagedata") != nil
    let words = properties.flatMap { $0["descr"] ?? $0["alt"] ?? $0["title"] }?.whiteSpaceFolded ?? ""
    if !words.isEmpty {
      paragraph.figures.append((words, drawing.line))
    } else if isImage, drawing.descendant("decorative").map(\.isOn) != true {
      list.note(
        "image-without-text-alternative", .warning, line: drawing.line,
        "The image has no text alternative.",
        "Say in a few words what it shows; where it only decorates, say that it does.")
    }
  }
}

extension RevisedText.Mark {
  /// What a tracking element says; `nil` for any other element.
  init?(_ element: Markup) {
    let changes: [String: Revision.Change] = [
      "ins": .insert, "del": .delete, "moveFrom": .moveFrom, "moveTo": .moveTo,
    ]
    guard let change = changes[element.name] else { return nil }
    self.init(change: change, author: element["author"], date: element["date"])
  }
}
