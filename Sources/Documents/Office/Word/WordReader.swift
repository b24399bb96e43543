import Core

/// Reads Word documents (ECMA-376 part 1, WordprocessingML): headings, lists, tables, notes, links,
/// comments and tracked changes. Headers and footers belong to the page, and are no part of the text.
struct WordReader {
  /// How deep blocks and runs may stand in each other, notes and text boxes counted in: more than the
  /// tables, controls and links of any real document, and little enough for a thread's stack.
  private static let depthLimit = 128

  let package: WordPackage
  var list: NodeList
  var links: [ReadDocument.Link] = []
  var anchors: Set<String> = []

  /// The part that is being read.
  var part: String
  var paragraph = WordParagraph(path: "", line: 1)
  /// What was read of a paragraph that goes on in the next: its end is deleted, or it is the large
  /// first letter of that one.
  var carried: OpenBlock?
  /// The change under which everything is read, such as that of the note's reference.
  var mark: RevisedText.Mark?
  var fields = WordFields()
  /// The notes that no reference has led to yet. Each is read once, however often it is referred to.
  var notes: [String: [String: WordPackage.Note]]
  var isInNote = false
  /// The words that comments are about: of those whose range is open, and of those that were closed.
  var commented = CoveredText<String>()
  var commentAnchors: [String: String] = [:]
  var seenComments: Set<String> = []
  /// How many elements around the present one came by one change and went by another.
  var goneDepth = 0
  var tally = Tally()
  private var depth = 0

  /// A paragraph with what decides of what kind it is.
  struct OpenBlock {
    var paragraph: WordParagraph
    var properties: TapeElement?
    var kind: DesignNode.Kind?
    var role: String?
  }

  /// What the document is told of once, at its end.
  struct Tally {
    var formattingChanges = 0
    var goneTexts = 0
    var unknownSymbols = 0
    var isTooDeep = false
  }

  /// Reads a document.
  ///
  /// - Throws: where the package has no main part, or a part of it cannot be trusted.
  static func read(
    _ archive: ZipContents, path: String, display: String
  ) throws(DocumentError) -> ReadDocument {
    let package = try WordPackage(archive, display: display)
    var reader = WordReader(package, NodeList(document: path, display: display))
    reader.readAll()
    return try DocumentReader.document(
      reader.list, .docx, findings: [], anchors: reader.anchors, links: reader.links)
  }

  private init(_ package: WordPackage, _ list: NodeList) {
    self.package = package
    self.list = list
    part = package.mainPart
    notes = package.notes
  }

  private mutating func readAll() {
    let hasTitle = package.body.outermost("p", outside: "tbl").contains { paragraph in
      package.styles.paragraph(paragraph.first("pPr")?.first("pStyle")?["val"]).isTitle
    }
    if !hasTitle, let title = package.title {
      list.add(
        .title, title.text, role: "metadata", path: "/coreProperties/title", line: 1,
        part: title.part)
    }
    readStory(package.body, path: "/document/body")
    addUnplacedComments()
    report()
  }

  private mutating func report() {
    list.noteBrokenLinks(links, anchors: anchors)
    list.noteFormattingChanges(tally.formattingChanges)
    list.noteGone(tally.goneTexts)
    if tally.unknownSymbols > 0 {
      list.note(
        "symbol-not-read", .warning, line: 1,
        "Symbols that mean nothing without their font were left out: \(tally.unknownSymbols).",
        "Use characters instead of a symbol font where the meaning depends on them.")
    }
    if tally.isTooDeep { list.noteTooDeep(limit: Self.depthLimit) }
  }

  /// Reads what stands below an element, as long as it does not stand too deep.
  mutating func descend(_ read: (inout WordReader) -> Void) {
    guard depth < Self.depthLimit else {
      tally.isTooDeep = true
      return
    }
    depth += 1
    read(&self)
    depth -= 1
  }

  /// Where a relationship of the part that is being read leads.
  func relation(_ id: String?) -> OfficeRelations.Target? {
    id.flatMap { package.relations[part]?[$0] }
  }

  // MARK: Blocks

  /// Reads a text with a beginning and an end: the body, a note, a text box.
  mutating func readStory(
    _ story: TapeElement, path: String, kind: DesignNode.Kind? = nil, role: String? = nil
  ) {
    let outer = (carried, fields)
    (carried, fields) = (nil, WordFields())
    readBlocks(story, path: path, kind: kind, role: role)
    addCarried()
    (carried, fields) = outer
  }

  private mutating func readBlocks(
    _ parent: TapeElement, path: String, kind: DesignNode.Kind?, role: String?
  ) {
    descend { reader in
      var counts: [String: Int] = [:]
      for block in parent.elements {
        counts[block.name, default: 0] += 1
        let place = "\(path)/\(block.name)[\(counts[block.name] ?? 1)]"
        reader.read(block: block, path: place, kind: kind, role: role)
      }
    }
  }

  private mutating func read(
    block: TapeElement, path: String, kind: DesignNode.Kind?, role: String?
  ) {
    switch block.name {
    case "p": readParagraph(block, path: path, kind: kind, role: role)
    case "tbl":
      addCarried()
      readTable(block, path: path)
    case "sdt":
      for (text, role) in controls(of: block) {
        list.add(.uiString, text, role: role, path: path, line: block.line, part: part)
      }
      guard let content = block.first("sdtContent") else { return }
      readBlocks(content, path: path + "/sdtContent", kind: kind, role: role)
    case "AlternateContent":
      guard let chosen = block.alternative else { return }
      readBlocks(chosen, path: "\(path)/\(chosen.name)", kind: kind, role: role)
    case "ins", "del", "moveFrom", "moveTo", "customXml", "smartTag":
      readBlocks(block, path: path, kind: kind, role: role)
    case "bookmarkStart": if let name = block["name"] { anchors.insert(name) }
    case "commentRangeStart", "commentRangeEnd": takeRange(block)
    case "altChunk", "subDoc": noteForeignPart(block)
    default: break
    }
  }

  private mutating func readParagraph(
    _ block: TapeElement, path: String, kind: DesignNode.Kind?, role: String?
  ) {
    let outer = paragraph
    var found = OpenBlock(
      paragraph: WordParagraph(path: path, line: block.line), properties: block.first("pPr"),
      kind: kind, role: role)
    if let before = carried { found.paragraph.text = before.paragraph.text }
    carried = nil
    let end = read(block, as: &found.paragraph)
    paragraph = outer
    if end == .parted { add(found) } else { carried = found }
    addCompanions(of: found.paragraph)
  }

  /// Whether a paragraph's end parts it from what follows where all changes are accepted.
  enum End {
    case parted, joined
  }

  /// Reads the runs and the end of a paragraph.
  mutating func read(_ block: TapeElement, as found: inout WordParagraph) -> End {
    let properties = block.first("pPr")
    found.isHidden = style(of: properties).isHidden
    paragraph = found
    if properties?.first("pPrChange") != nil { tally.formattingChanges += 1 }
    readRuns(block, mark: mark)
    endFields()
    commented.append(" ")
    found = paragraph
    let marks = properties?.first("rPr")?.elements.compactMap(RevisedText.Mark.init) ?? []
    let comes = marks.first { $0.isAddition }
    if let goes = marks.first(where: { !$0.isAddition }) {
      // An end that was inserted and deleted again is in no version of the text.
      if comes == nil { found.text.endParagraph(goes) }
      return .joined
    }
    if let comes { found.text.endParagraph(comes) }
    let frame = properties?.first("framePr")?["dropCap"]
    return frame == "drop" || frame == "margin" ? .joined : .parted
  }

  func style(of properties: TapeElement?) -> WordStyles.Style {
    package.styles.paragraph(properties?.first("pStyle")?["val"])
  }

  /// Adds a paragraph that was to go on in another, where there is none.
  mutating func addCarried() {
    guard let found = carried else { return }
    carried = nil
    add(found)
  }

  private mutating func add(_ found: OpenBlock) {
    let style = style(of: found.properties)
    // An entry of a generated table of contents says nothing of its own.
    guard !style.isContents else { return }
    let text = found.paragraph.text
    let accepted = text.accepted
    var (kind, role, level) = (found.kind ?? .paragraph, found.role, Int?.none)
    if found.kind == nil {
      let heading = headingLevel(found.properties, style)
      if style.isTitle, list.title == nil {
        kind = .title
      } else if let heading, !accepted.isEmpty {
        (kind, level) = (.section, heading)
      } else if let reference = numbering(found.properties, style) {
        kind = package.numbering.isOrdered(reference) ? .step : .listItem
      } else if style.isCode {
        kind = .code
      } else if style.isQuote {
        role = "quote"
      }
    }
    list.add(
      kind, kind == .code ? text.verbatim : accepted, role: role, level: level,
      path: found.paragraph.path,
      line: found.paragraph.line, part: part, links: text.links.isEmpty ? nil : text.links,
      revisions: text.revisions)
  }

  private func headingLevel(_ properties: TapeElement?, _ style: WordStyles.Style) -> Int? {
    guard let direct = properties?.first("outlineLvl")?["val"].flatMap(Int.init) else {
      return style.headingLevel
    }
    return (0..<9).contains(direct) ? direct + 1 : nil
  }

  /// A paragraph's place in a list, from its own properties and its style's; `nil` for one in none.
  private func numbering(
    _ properties: TapeElement?, _ style: WordStyles.Style
  ) -> WordNumbering.Reference? {
    let direct = properties?.first("numPr").map(WordNumbering.Reference.init)
    guard var found = direct ?? style.numbering else { return nil }
    if found.list == nil { found.list = style.numbering?.list }
    if found.level == nil { found.level = style.numbering?.level }
    return found.list == nil || found.list == "0" ? nil : found
  }

  // MARK: What stands beside the text

  /// Adds what stands in a paragraph and is a node of its own.
  mutating func addCompanions(of found: WordParagraph) {
    var boxes = 0
    var hidden = ""
    for (what, line) in found.companions {
      switch what {
      case .figure(let text, let role):
        list.add(.figure, text, role: role, path: found.path, line: line, part: part)
      case .control(let text, let role):
        list.add(.uiString, text, role: role, path: found.path, line: line, part: part)
      case .note(let kind, let id, let mark): readNote(kind, id, under: mark)
      case .textBox(let box, let mark):
        boxes += 1
        readBox(box, path: "\(found.path)/txbxContent[\(boxes)]", under: mark)
      case .comment(let id):
        let anchor = commentAnchors.removeValue(forKey: id) ?? commented.close(id)
        add(comment: id, anchor: anchor, path: found.path, line: line)
      case .hiddenText(let text): hidden += text
      }
    }
    list.noteHiddenText(hidden, line: found.line)
  }

  /// Reads a note in its own part. A note that refers to others is not followed: Word writes none.
  private mutating func readNote(_ kind: String, _ id: String, under change: RevisedText.Mark?) {
    guard !isInNote, let note = notes[kind]?.removeValue(forKey: id) else { return }
    let outer = (part, mark)
    (part, mark, isInNote) = (note.part, change, true)
    readStory(
      note.content, path: "/\(kind)s/\(kind)[\(id)]", kind: .paragraph, role: "footnote")
    (part, mark) = outer
    isInNote = false
  }

  private mutating func readBox(_ box: TapeElement, path: String, under change: RevisedText.Mark?) {
    let outer = mark
    mark = change
    readStory(box, path: path)
    mark = outer
  }

  private mutating func add(comment id: String, anchor: String?, path: String, line: Int) {
    guard let comment = package.comments[id], seenComments.insert(id).inserted else { return }
    list.add(
      .comment, comment.text, role: "remark", path: path, line: line, part: part,
      remark: Remark(
        id: id, author: comment.author, date: comment.date, anchor: anchor,
        answers: comment.answers, isResolved: comment.isResolved))
  }

  /// Adds the comments that no reference places, at the document's end.
  private mutating func addUnplacedComments() {
    part = package.comments.part ?? part
    for id in package.comments.ids where !seenComments.contains(id) {
      add(comment: id, anchor: nil, path: "/comments", line: package.comments[id]?.line ?? 1)
    }
  }

  private mutating func noteForeignPart(_ element: TapeElement) {
    let target = relation(element["id"])?.target ?? "another document"
    list.note(
      "part-not-read", .warning, line: element.line,
      "The document draws in '\(target)', which was not read.",
      "Open it in Word and save it, which takes that text over; or add the other document.")
  }
}
