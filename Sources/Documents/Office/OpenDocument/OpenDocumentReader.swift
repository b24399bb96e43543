import Core

/// Reads OpenDocument texts (ISO/IEC 26300-1, OpenDocument 1.2): headings, lists, tables, notes, links,
/// annotations and tracked changes.
struct OpenDocumentReader {
  static let part = "content.xml"
  /// How deep elements may stand in each other: see ``WordReader``.
  private static let depthLimit = 128

  let styles: OpenDocumentStyles
  /// What the formulas of the document say, by the name of the object that holds each.
  let formulas: [String: String]
  /// The annotations that end at another place than they stand at.
  let endedAnnotations: Set<String>
  var list: NodeList
  var changes: OpenDocumentChanges
  var links: [ReadDocument.Link] = []
  var anchors: Set<String> = []
  /// The insertions that are open, innermost last.
  var insertions: [(id: String, mark: RevisedText.Mark)] = []
  /// The deletion whose content is being read.
  var deletion: RevisedText.Mark?
  /// The words that annotations are about, and the annotations whose end is to come.
  var annotated = CoveredText<String>()
  var openAnnotations: [String: OpenDocumentParagraph.Annotation] = [:]
  var paragraph = OpenDocumentParagraph()
  private var depth = 0
  private var isTooDeep = false

  /// The change under which text is read.
  var mark: RevisedText.Mark? { deletion ?? insertions.last?.mark }

  /// What decides of what kind the paragraphs of a block are.
  struct Context {
    var kind: DesignNode.Kind?
    var role: String?
    /// The style of the list around, and how deep in lists it is.
    var listStyle: String?
    var listLevel = 0
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
    let common = try OfficePart("styles.xml", in: archive, display: display)?.root
    let meta = try OfficePart("meta.xml", in: archive, display: display)?.root
    let formulas = try formulas(in: archive, display: display)
    var reader = OpenDocumentReader(
      text, styles: OpenDocumentStyles([content.root, common].compactMap(\.self)),
      formulas: formulas, NodeList(document: path, display: display))
    reader.readAll(text, title: meta?.first("meta")?.first("title")?.text.whiteSpaceFolded ?? "")
    return try DocumentReader.document(
      reader.list, .odt, findings: [], anchors: reader.anchors, links: reader.links)
  }

  private init(
    _ text: TapeElement, styles: OpenDocumentStyles, formulas: [String: String], _ list: NodeList
  ) {
    self.styles = styles
    self.formulas = formulas
    self.list = list
    changes = OpenDocumentChanges(text)
    endedAnnotations = Set(text.outermost("annotation-end").compactMap { $0["name"] })
  }

  /// Formulas are documents of their own inside the package.
  private static func formulas(
    in archive: ZipContents, display: String
  ) throws(DocumentError) -> [String: String] {
    var formulas: [String: String] = [:]
    for name in archive.names where name.hasPrefix("Object ") && name.hasSuffix("/content.xml") {
      guard let root = try OfficePart(name, in: archive, display: display)?.root,
        root.name == "math"
      else { continue }
      // The annotation writes the formula in one line, as it was typed.
      let text = root.descendant("annotation") ?? root
      formulas[String(name.dropLast("/content.xml".count))] = text.text.whiteSpaceFolded
    }
    return formulas
  }

  private mutating func readAll(_ text: TapeElement, title: String) {
    let hasTitle = text.outermost("p", outside: "table").contains { paragraph in
      styles.paragraph(paragraph["style-name"]).isTitle
    }
    if !hasTitle {
      list.add(
        .title, title, role: "metadata", path: "/document-meta/meta/title", line: 1,
        part: "meta.xml")
    }
    readBlocks(text, path: "/document-content/body/text", Context())
    for (_, annotation) in openAnnotations.sorted(by: { $0.key < $1.key }) {
      add(annotation, path: "/document-content/body/text", line: 1)
    }
    list.noteBrokenLinks(links, anchors: anchors)
    list.noteFormattingChanges(changes.formattingChanges)
    list.noteGone(changes.goneTexts)
    if isTooDeep { list.noteTooDeep(limit: Self.depthLimit) }
  }

  /// Reads what stands below an element, as long as it does not stand too deep.
  mutating func descend(_ read: (inout OpenDocumentReader) -> Void) {
    guard depth < Self.depthLimit else {
      isTooDeep = true
      return
    }
    depth += 1
    read(&self)
    depth -= 1
  }

  // MARK: Blocks

  mutating func readBlocks(_ parent: TapeElement, path: String, _ context: Context) {
    descend { reader in
      var counts: [String: Int] = [:]
      for block in parent.elements {
        counts[block.name, default: 0] += 1
        let place = "\(path)/\(block.name)[\(counts[block.name] ?? 1)]"
        reader.read(block: block, path: place, context)
      }
    }
  }

  private mutating func read(block: TapeElement, path: String, _ context: Context) {
    switch block.name {
    case "p", "h": readParagraph(block, path: path, context)
    case "list": readList(block, path: path, context)
    case "list-item":
      var inner = context
      let isOrdered = styles.isOrdered(context.listStyle, level: context.listLevel)
      inner.kind = isOrdered ? .step : .listItem
      readBlocks(block, path: path, inner)
    case "list-header": readBlocks(block, path: path, context)
    case "table": readTable(block, path: path)
    case "section":
      guard !isHidden(block) else { return list.noteHiddenText(block.text, line: block.line) }
      readBlocks(block, path: path, context)
    // Of the indexes, a bibliography says what is nowhere else; the others repeat headings and terms.
    case "bibliography", "index-body", "index-title", "numbered-paragraph":
      readBlocks(block, path: path, context)
    case "forms": readForms(block, path: path)
    case "tracked-changes": break
    default: readLoose(block, path: path)
    }
  }

  /// Reads what belongs into a paragraph and stands between two: a drawing, a change, a bookmark.
  private mutating func readLoose(_ element: TapeElement, path: String) {
    let names: Set = ["change", "change-start", "change-end", "bookmark", "a"]
    guard names.contains(element.name) || isDrawing(element) else { return }
    let outer = paragraph
    paragraph = OpenDocumentParagraph()
    readInline(element: element)
    let found = paragraph
    paragraph = outer
    list.add(
      .paragraph, found.text.accepted, path: path, line: element.line, part: Self.part,
      revisions: found.text.revisions)
    addCompanions(of: found, path: path, line: element.line)
  }

  private mutating func readList(_ block: TapeElement, path: String, _ context: Context) {
    var inner = context
    inner.listLevel += 1
    let item = block.first("list-item") ?? block.first("list-header")
    let ofParagraph = styles.paragraph(item?.elements.first?["style-name"]).list
    inner.listStyle = block["style-name"] ?? context.listStyle ?? ofParagraph
    readBlocks(block, path: path, inner)
  }

  private mutating func readParagraph(_ block: TapeElement, path: String, _ context: Context) {
    let found = read(paragraph: block)
    let text = found.text
    let accepted = text.accepted
    let style = styles.paragraph(block["style-name"])
    var (kind, role, level) = (context.kind ?? .paragraph, context.role, Int?.none)
    if block.name == "h", !accepted.isEmpty {
      (kind, level) = (.section, min(max(1, block["outline-level"].flatMap(Int.init) ?? 1), 10))
    } else if context.kind == nil {
      if style.isTitle, list.title == nil {
        kind = .title
      } else if style.isCode {
        kind = .code
      } else if style.isQuote {
        role = "quote"
      }
    }
    list.add(
      kind, kind == .code ? text.verbatim : accepted, role: role, level: level, path: path,
      line: block.line, part: Self.part,
      links: text.links.isEmpty ? nil : text.links, revisions: text.revisions)
    addCompanions(of: found, path: path, line: block.line)
  }

  /// Reads the text of a paragraph and what stands beside it.
  mutating func read(paragraph block: TapeElement) -> OpenDocumentParagraph {
    let outer = paragraph
    paragraph = OpenDocumentParagraph()
    paragraph.isHidden =
      styles.paragraph(block["style-name"]).isHidden
      || block.outermost("hidden-paragraph").contains { $0["is-hidden"] == "true" }
    readInline(block)
    annotated.append(" ")
    if let mark { paragraph.text.endParagraph(mark) }
    let found = paragraph
    paragraph = outer
    return found
  }

  private func isHidden(_ section: TapeElement) -> Bool {
    section["display"] == "none"
      || (section["display"] == "condition" && section["is-hidden"] == "true")
  }

  // MARK: What stands beside the text

  mutating func addCompanions(of found: OpenDocumentParagraph, path: String, line: Int) {
    list.noteHiddenText(found.hiddenText, line: line)
    var boxes = 0
    for (what, line) in found.companions {
      switch what {
      case .figure(let text):
        list.add(.figure, text, path: path, line: line, part: Self.part)
      case .note(let note):
        readBlocks(note, path: path + "/note", Context(kind: .paragraph, role: "footnote"))
      case .textBox(let box):
        boxes += 1
        readBlocks(box, path: "\(path)/\(box.name)[\(boxes)]", Context())
      case .annotation(let annotation): add(annotation, path: path, line: line)
      }
    }
  }

  private mutating func add(
    _ annotation: OpenDocumentParagraph.Annotation, path: String, line: Int
  ) {
    list.add(
      .comment, annotation.text, role: "remark", path: path, line: line, part: Self.part,
      remark: annotation.remark)
  }

  /// The words on a form's controls.
  private mutating func readForms(_ forms: TapeElement, path: String) {
    let roles = ["button": "button", "checkbox": "checkbox", "radio": "radio", "option": "option"]
    for control in forms.elements {
      if let label = control["label"]?.whiteSpaceFolded {
        list.add(
          .uiString, label, role: roles[control.name] ?? "label", path: path, line: control.line,
          part: Self.part)
      }
      descend { $0.readForms(control, path: path) }
    }
  }
}
