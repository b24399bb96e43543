import Core
import FoundationEssentials

/// Reads EPUB books (EPUB 3.3, and EPUB 2): the documents of the spine in order, each as HTML.
enum EPUBReader {
  /// Reads a book.
  ///
  /// - Throws: where its text is encrypted, its package document is missing, or no document of it can
  ///   be read.
  static func read(
    _ archive: ZipContents, path: String, display: String
  ) throws(DocumentError) -> ReadDocument {
    guard let package = try EPUBPackage(archive, display: display) else {
      throw DocumentError(
        display, "its package document is missing",
        remedy: "Export the book again; EPUBCheck tells more.")
    }
    try refuseEncryption(of: package, in: archive, display: display)
    var book = Book(list: NodeList(document: path, display: display))
    book.list.add(
      .title, package.title.text, role: "metadata", path: "/package/metadata/title",
      line: package.title.line, part: package.name)
    for item in package.readingOrder {
      guard let bytes = try archive.bytes(item.part) else {
        book.list.note(
          "missing-part", .warning, line: item.line,
          "The book's document '\(item.part)' is not in it.", "Export the book again.")
        continue
      }
      book.read(bytes, part: item.part)
    }
    guard book.list.count > 0 else {
      throw DocumentError(
        display, "no document of the book could be read", remedy: "EPUBCheck tells what is wrong.")
    }
    return try DocumentReader.document(
      book.list, .epub, findings: book.findings, anchors: book.anchors, links: book.links)
  }

  /// Fonts may be made unreadable to other programs; text that is encrypted cannot be read.
  private static func refuseEncryption(
    of package: EPUBPackage, in archive: ZipContents, display: String
  ) throws(DocumentError) {
    guard let encryption = try OfficePart("META-INF/encryption.xml", in: archive, display: display)
    else { return }
    let references = encryption.root.outermost("CipherReference").compactMap { $0["URI"] }
    let encrypted = Set(references.map(LinkTarget.decoded))
    guard !package.readingOrder.contains(where: { encrypted.contains($0.part) }) else {
      throw DocumentError(
        display, "its text is encrypted", remedy: "Export the book without copy protection.")
    }
  }

  /// A book as it is put together from its documents.
  private struct Book {
    var list: NodeList
    var findings: [Finding] = []
    var anchors: Set<String> = []
    var links: [ReadDocument.Link] = []

    /// Where a link of a document leads, as the book's anchors are written: part and fragment.
    private static func place(_ target: String, from part: String) -> String {
      let pieces = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let fragment = pieces.count > 1 ? "#\(pieces[1])" : ""
      let name = String(pieces.first ?? "")
      if name.isEmpty { return part + fragment }
      return SourceFolder.resolve(name, from: part).map { $0 + fragment } ?? target
    }

    mutating func read(_ bytes: Data, part: String) {
      // An archive in an archive could hold itself.
      guard !bytes.starts(with: ZipContents.signature) else {
        list.note(
          "part-not-read", .warning, line: 1,
          "The book's document '\(part)' is an archive, which was not read.",
          "Export the book again.")
        return
      }
      do throws(DocumentError) {
        let read = try DocumentReader.read(bytes, path: part, display: "\(list.display)!\(part)")
        // A document's <title> is not shown: its headings are the chapter's, where it has some.
        let isHeaded = read.nodes.contains { $0.kind == .section }
        list.append(
          read.nodes.filter { !isHeaded || !$0.path.hasPrefix("/html/head") }, part: part)
        findings += read.findings
        anchors.formUnion(read.anchors.map { "\(part)#\($0)" })
        links += read.links.map { link in
          ReadDocument.Link(target: Self.place(link.target, from: part), line: link.line)
        }
      } catch {
        findings.append(error.finding)
      }
    }
  }
}
