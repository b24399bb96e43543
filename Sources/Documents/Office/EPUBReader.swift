import Core
import FoundationEssentials

/// Reads EPUB books (EPUB 3.3): the documents of the spine in order, each as HTML.
enum EPUBReader {
  /// Reads a book.
  ///
  /// - Throws: where it is encrypted, its package document is missing, or no document of it can be
  ///   read.
  static func read(
    _ archive: ZipContents, path: String, display: String
  ) throws(DocumentError) -> ReadDocument {
    if let encryption = try OfficePart("META-INF/encryption.xml", in: archive, display: display) {
      // Fonts may be obfuscated; text that is encrypted cannot be read.
      let targets = encryption.root.elements.compactMap { $0.descendant("CipherReference")?["URI"] }
      guard !targets.contains(where: { $0.hasSuffix("html") || $0.hasSuffix(".xml") }) else {
        throw DocumentError(
          display, "its text is encrypted", remedy: "Export the book without copy protection.")
      }
    }
    guard let container = try OfficePart("META-INF/container.xml", in: archive, display: display),
      let name = container.root.descendant("rootfile")?["full-path"],
      let package = try part(name, in: archive, display: display)
    else {
      throw DocumentError(
        display, "its package document is missing",
        remedy: "Export the book again; EPUBCheck tells more.")
    }
    var items: [String: Markup] = [:]
    for item in package.first("manifest")?.all("item") ?? [] { items[item["id"] ?? ""] = item }
    var list = NodeList(document: path, display: display)
    let title = package.first("metadata")?.first("title")?.text.whiteSpaceFolded ?? ""
    list.add(.title, title, role: "metadata", path: "/package/metadata/title", line: 1, part: name)
    var findings: [Finding] = []
    var anchors: Set<String> = []
    var links: [ReadDocument.Link] = []
    for reference in package.first("spine")?.all("itemref") ?? [] {
      guard let item = items[reference["idref"] ?? ""], let target = item["href"],
        let part = SourceFolder.resolve(target, from: name),
        item["properties"]?.split(separator: " ").contains("nav") != true
      else { continue }
      guard let bytes = try archive.bytes(part) else {
        list.note(
          "missing-part", .warning, line: reference.line,
          "The book's document '\(part)' is not in it.", "Export the book again.")
        continue
      }
      do {
        let read = try DocumentReader.read(bytes, path: part, display: "\(display)!\(part)")
        list.append(read.nodes, part: part)
        findings += read.findings
        anchors.formUnion(read.anchors.map { "\(part)#\($0)" })
        links += read.links
      } catch {
        findings.append(error.finding)
      }
    }
    guard list.count > 0 else {
      throw DocumentError(
        display, "no document of the book could be read", remedy: "EPUBCheck tells what is wrong.")
    }
    return try DocumentReader.document(
      list, .epub, findings: findings, anchors: anchors, links: links)
  }

  /// A package document may declare a document type, which is not followed.
  private static func part(
    _ name: String, in archive: ZipContents, display: String
  ) throws(DocumentError) -> Markup? {
    guard let bytes = try archive.bytes(name) else { return nil }
    return try Markup(DocumentText(bytes, display: "\(display)!\(name)", policy: .strict))
  }
}
