import Core
public import FoundationEssentials

/// Reads design documents: bytes in, design nodes and findings out. Nothing but the bytes and the
/// files of the document's own folder is read: no other file, no address that a document names.
public enum DocumentReader {
  /// The most bytes of any document: a larger file need not be opened.
  public static let sizeLimit = ZipContents.archiveLimit

  /// Reads one document.
  ///
  /// - Parameters:
  ///   - data: the document as it came.
  ///   - path: its path inside the piece's sources; part of every node's identity.
  ///   - display: what messages call it.
  ///   - folder: what it may draw on of its neighbours.
  ///   - profiles: what the elements of each XML vocabulary are.
  /// - Returns: its nodes, and the findings that its author should see.
  /// - Throws: ``DocumentError`` where nothing of it can be trusted: empty, too large, not of a format
  ///   that is read, not well-formed, in a refused encoding, or built to exhaust its reader.
  public static func read(
    _ data: Data, path: String, display: String, in folder: SourceFolder = .empty,
    profiles: DocumentProfiles = .builtIn
  ) throws(DocumentError) -> ReadDocument {
    let folder = folder.watched()
    var document = try read(data, path: path, display: display, from: folder, profiles)
    document.included = folder.askedFor.union(document.included).subtracting([path]).sorted()
    return document
  }

  private static func read(
    _ data: Data, path: String, display: String, from folder: SourceFolder,
    _ profiles: DocumentProfiles
  ) throws(DocumentError) -> ReadDocument {
    if data.starts(with: ZipContents.signature) {
      return try readArchive(data, path: path, display: display, in: folder)
    }
    if let drawing = try DrawingReader.readImage(data, path: path, display: display) {
      return drawing
    }
    if let refusal = DocumentError.foreignFormat(data, display: display) { throw refusal }
    let lenient = try? DocumentText(
      data, display: display, policy: .lenient, limit: DocumentText.streamedSizeLimit)
    let start = lenient.map { MarkupStart($0.bytes) }
    let sniffed = lenient.flatMap { text in
      start.flatMap { DocumentFormat.sniff(text, start: $0, name: path) ?? profiles.format(of: $0) }
    }
    let isStreamed = sniffed.map { $0 != .html && profiles[$0] != nil } ?? false
    let limit = isStreamed ? DocumentText.streamedSizeLimit : DocumentText.sizeLimit
    guard data.count <= limit else {
      throw DocumentText.tooLarge(data.count, limit: limit, display)
    }
    if sniffed == .html, let text = lenient {
      return try readHTML(text, path: path, profiles)
    }
    var text = try strict(lenient, data, display, limit: limit)
    switch sniffed {
    case .markdown?: return try MarkdownReader.read(text, path: path)
    case .xliff?: return try XLIFFReader.read(text, path: path)
    case .android?: return try AndroidReader.read(text, path: path)
    case .resx?: return try ResXReader.read(text, path: path)
    case .qt?: return try QtReader.read(text, path: path)
    case .gettext?: return try GettextReader.read(text, path: path)
    case .gtkBuilder?: return try GtkBuilderReader.read(text, path: path)
    case .drawio?: return try DrawingReader.read(text, path: path)
    case .confluence?: return try ConfluenceReader.read(text, path: path)
    case let format?:
      guard let profile = profiles[format] else { throw try unknownFormat(text, profiles) }
      if format == .svg { text.findings += SVGReferences.findings(in: text) }
      return try read(text, path: path, profile, in: folder)
    case nil: throw try unknownFormat(text, profiles)
    }
  }

  /// What was read leniently, where nothing had to be assumed; a wrong byte is an error in everything but
  /// HTML.
  private static func strict(
    _ lenient: DocumentText?, _ data: Data, _ display: String, limit: Int
  ) throws(DocumentError) -> DocumentText {
    if let lenient, lenient.findings.isEmpty { return lenient }
    return try DocumentText(data, display: display, policy: .strict, limit: limit)
  }

  private static func readArchive(
    _ data: Data, path: String, display: String, in folder: SourceFolder
  ) throws(DocumentError) -> ReadDocument {
    let archive = try ZipContents(data, display: display)
    switch DocumentFormat.sniff(archive) {
    case .docx: return try WordReader.read(archive, path: path, display: display)
    case .odt: return try OpenDocumentReader.read(archive, path: path, display: display)
    case .epub: return try EPUBReader.read(archive, path: path, display: display)
    default:
      throw DocumentError(
        display, "it is a zip archive that holds no document that is read here",
        remedy: "Unpack it, and put the documents in it there."
      ).foreign
    }
  }

  private static func readHTML(
    _ text: DocumentText, path: String, _ profiles: DocumentProfiles
  ) throws(DocumentError) -> ReadDocument {
    guard let profile = profiles[.html] else { throw try unknownFormat(text, profiles) }
    var text = text
    if MarkupStart(text.bytes).isXMLDeclared {
      do throws(DocumentError) {
        let tape = try MarkupTape(xml: text, path: path, keeps: profile.keeps)
        return try read(tape, profile, text, in: .empty)
      } catch {
        text.findings.append(
          Finding(
            rule: "not-well-formed", severity: .warning, place: error.place,
            message: "The document declares XML, but is \(error.message); it was read as HTML.",
            remedy: error.remedy))
      }
    }
    let tape = try MarkupTape(html: text, path: path, keeps: profile.keeps)
    return try read(tape, profile, text, in: .empty)
  }

  private static func read(
    _ text: DocumentText, path: String, _ profile: Profile, in folder: SourceFolder
  ) throws(DocumentError) -> ReadDocument {
    let tape = try MarkupTape(xml: text, path: path, in: folder, keeps: profile.keeps)
    return try read(tape, profile, text, in: folder)
  }

  private static func read(
    _ tape: MarkupTape, _ profile: Profile, _ text: DocumentText, in folder: SourceFolder
  ) throws(DocumentError) -> ReadDocument {
    let format = profile.format
    var reader = ElementReader(
      tape, profile, document: tape.files[0].path, display: text.display, folder: folder)
    if tape.hasExternalParameterEntity || (tape.hasExternalSubset && format != .html) {
      reader.list.note(
        "external-dtd-not-read", .note, line: 1,
        "The document type's external part was not read; entities it declares are unknown.",
        "Nothing to do, unless a finding below names such an entity.")
    }
    note(tape, format, in: &reader.list)
    reader.read()
    reader.references.check(&reader.list)
    if format == .svg, reader.list.title == nil {
      reader.list.note(
        "image-without-text-alternative", .warning, line: 1, "The drawing has no title.",
        "Put a <title> first into its <svg>.")
    }
    return try document(
      reader.list, format, findings: text.findings, references: reader.references,
      parts: reader.included.union(tape.pathsRead).subtracting([tape.files[0].path]))
  }

  /// Puts together what was read.
  ///
  /// - Throws: where there is more of it than a document may have.
  static func document(
    _ list: NodeList, _ format: DocumentFormat, findings: [Finding], anchors: Set<String>,
    links: [ReadDocument.Link]
  ) throws(DocumentError) -> ReadDocument {
    try document(
      list, format, findings: findings,
      references: ReferenceList(anchors: anchors, links: links))
  }

  static func document(
    _ list: NodeList, _ format: DocumentFormat, findings: [Finding], references: ReferenceList,
    parts: Set<String> = []
  ) throws(DocumentError) -> ReadDocument {
    guard !list.isOverfull else {
      throw DocumentError(
        list.display, "it has more than \(NodeList.limit) passages, or too long ones",
        remedy: "Cut it into several documents.")
    }
    var list = list
    let heading = list.title ?? list.firstHeading
    if heading == nil, !DocumentFormat.untitled.contains(format) {
      list.note(
        "missing-title", .note, line: 1, "The document has no title.",
        "Give it one: drafts and listings name their sources by it.")
    }
    let all = (findings + list.findings).enumerated().sorted { left, right in
      (left.element.place?.line ?? 0, left.offset) < (right.element.place?.line ?? 0, right.offset)
    }
    let name = list.document.split(separator: "/").last.map(String.init) ?? list.document
    return ReadDocument(
      format: format, title: heading ?? name, nodes: PackedNodes(list.table),
      findings: all.map(\.element), parts: parts.sorted(), references: references)
  }

  /// What libxml2 noticed and a person should know.
  private static func note(
    _ tape: MarkupTape, _ format: DocumentFormat, in list: inout NodeList
  ) {
    for notice in tape.notices {
      let place = SourcePlace(tape.files[Int(notice.file)].display, line: notice.line)
      if notice.isUndeclaredPrefix {
        list.note(
          "undeclared-prefix", .warning, at: place, "\(notice.message).",
          "Declare the prefix on the root element (xmlns:...).")
      } else if format == .html, notice.isUnclosedComment {
        list.note(
          "unclosed-comment", .warning, at: place,
          "A comment is not closed; what follows it may be missing.", "Close it with -->.")
      }
    }
  }

  private static func unknownFormat(
    _ text: DocumentText, _ profiles: DocumentProfiles
  ) throws(DocumentError) -> DocumentError {
    let start = MarkupStart(text.bytes)
    let own = profiles.ownFormats.map(\.rawValue)
    let remedy =
      "Export it in one of the formats that `colophon document formats` lists, or describe its "
      + "vocabulary in a profile (`colophon help document profile`)"
      + (own.isEmpty ? "." : "; there are profiles of: \(own.joined(separator: ", ")).")
    guard start.startsWithMarkup else {
      return DocumentError(
        text.display, line: 1, "it is of no format that is read here", remedy: remedy
      ).foreign
    }
    _ = try MarkupTape(xml: text)
    let root = start.rootName ?? "?"
    return DocumentError(
      text.display, line: 1,
      "its root element <\(root)> belongs to no format that is read here", remedy: remedy
    ).foreign
  }
}
