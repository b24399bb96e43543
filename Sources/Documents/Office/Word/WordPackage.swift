import FoundationEssentials

/// The parts of a Word document that its reading draws on, found by their relationships (ECMA-376
/// part 2, 6.5) and not by their names.
struct WordPackage {
  /// What most programs call the main part.
  static let usualMainPart = "word/document.xml"

  /// A footnote or an endnote.
  struct Note {
    var content: Markup
    /// The part it stands in.
    var part: String
  }

  let mainPart: String
  let body: Markup
  /// Each part's own relationships: one id leads to different places from different parts.
  let relations: [String: OfficeRelations]
  let styles: WordStyles
  let numbering: WordNumbering
  let comments: WordComments
  /// By kind (`footnote`, `endnote`), then by id.
  let notes: [String: [String: Note]]
  /// The texts of the diagrams, by the relationship that leads to them.
  let diagrams: [String: [String]]
  /// What the document's properties call it, and the part that holds them.
  let title: (text: String, part: String)?

  /// Opens a document.
  ///
  /// - Throws: where the package has no main part, or a part of it cannot be trusted.
  init(_ archive: ZipContents, display: String) throws(DocumentError) {
    let package = try OfficeRelations(of: "", in: archive, display: display)
    let main = try Self.main(of: package, in: archive, display: display)
    guard main.root.name == "document", let body = main.root.first("body") else {
      throw DocumentError(
        display, "it is an Office file, but no Word document: its main part is <\(main.root.name)>",
        remedy: "Export a workbook or a presentation as HTML.")
    }
    let relations = try OfficeRelations(of: main.name, in: archive, display: display)
    func part(_ type: String) throws(DocumentError) -> OfficePart? {
      guard let name = relations.part(type) else { return nil }
      return try OfficePart(name, in: archive, display: display)
    }
    mainPart = main.name
    self.body = body
    styles = WordStyles(try part("styles")?.root)
    numbering = WordNumbering(try part("numbering")?.root)
    comments = WordComments(
      try part("comments"), extended: try part("commentsExtended")?.root)
    let noteParts = [("footnote", try part("footnotes")), ("endnote", try part("endnotes"))]
    notes = Dictionary(noteParts.map { ($0, Self.notes($1)) }) { first, _ in first }
    var all = [main.name: relations]
    for note in noteParts.compactMap(\.1) {
      all[note.name] = try OfficeRelations(of: note.name, in: archive, display: display)
    }
    self.relations = all
    diagrams = try Self.diagrams(relations, in: archive, display: display)
    let properties = try package.part("core-properties").flatMap { name throws(DocumentError) in
      try OfficePart(name, in: archive, display: display)
    }
    title = properties.flatMap { part in
      let title = part.root.first("title")?.text.whiteSpaceFolded ?? ""
      // Programs that scrub personal data leave a full stop in its place.
      return title.contains { $0.isLetter || $0.isNumber } ? (title, part.name) : nil
    }
  }

  private static func main(
    of package: OfficeRelations, in archive: ZipContents, display: String
  ) throws(DocumentError) -> OfficePart {
    // A package that has lost its relationships is still read, where its main part has the usual name.
    let usual = archive.holds(usualMainPart) && package.isEmpty ? usualMainPart : nil
    guard let name = package.part("officeDocument") ?? usual,
      let main = try OfficePart(name, in: archive, display: display)
    else {
      throw DocumentError(
        display, "it is an Office package whose main part is missing",
        remedy: "Save the document again with the program it was made with.")
    }
    return main
  }

  private static func notes(_ part: OfficePart?) -> [String: Note] {
    guard let part else { return [:] }
    // Separators between text and notes are notes as well, which no reference leads to.
    let notes = part.root.elements.map { ($0["id"] ?? "", Note(content: $0, part: part.name)) }
    return Dictionary(notes) { first, _ in first }
  }

  private static func diagrams(
    _ relations: OfficeRelations, in archive: ZipContents, display: String
  ) throws(DocumentError) -> [String: [String]] {
    var diagrams: [String: [String]] = [:]
    for (id, relation) in relations.all("diagramData") {
      let part = try OfficePart(relation.target, in: archive, display: display)
      let points = part?.root.first("ptLst")?.all("pt") ?? []
      diagrams[id] = points.compactMap { $0.first("t")?.text.whiteSpaceFolded }.filter {
        !$0.isEmpty
      }
    }
    return diagrams
  }
}
