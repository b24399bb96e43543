import FoundationEssentials

/// What an EPUB's package document says (EPUB 3.3, 5; Open Packaging Format 2.0.1 for EPUB 2).
struct EPUBPackage {
  /// A document of the book.
  struct Item {
    /// The part's name in the archive.
    var part: String
    /// The line of the package document that puts it into the reading order.
    var line: Int
  }

  /// The part it stands in.
  let name: String
  let title: (text: String, line: Int)
  /// The documents in reading order, each once; tables of contents, which repeat headings, are left out.
  let readingOrder: [Item]

  /// Reads the package document; `nil` where the book has none.
  ///
  /// - Throws: where it is damaged or not well-formed.
  init?(_ archive: ZipContents, display: String) throws(DocumentError) {
    guard
      let container = try OfficePart("META-INF/container.xml", in: archive, display: display),
      let name = container.root.descendant("rootfile")?["full-path"],
      let bytes = try archive.bytes(name)
    else { return nil }
    // A package document of EPUB 2 may declare a document type, which is not followed.
    let root = try Markup(DocumentText(bytes, display: "\(display)!\(name)", policy: .strict))
    self.name = name
    let title = root.first("metadata")?.first("title")
    self.title = (title?.text.whiteSpaceFolded ?? "", title?.line ?? 1)
    readingOrder = Self.readingOrder(of: root, name: name)
  }

  private static func readingOrder(of root: Markup, name: String) -> [Item] {
    let manifest = (root.first("manifest")?.all("item") ?? []).map { ($0["id"] ?? "", $0) }
    let items = Dictionary(manifest) { first, _ in first }
    var seen: Set<String> = []
    return (root.first("spine")?.all("itemref") ?? []).compactMap { reference in
      guard let item = items[reference["idref"] ?? ""],
        let part = item["href"].flatMap({ SourceFolder.resolve($0, from: name) }),
        item["properties"]?.split(separator: " ").contains("nav") != true,
        seen.insert(part).inserted
      else { return nil }
      return Item(part: part, line: reference.line)
    }
  }
}
