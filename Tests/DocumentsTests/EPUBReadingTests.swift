import Core
import Documents
import Foundation
import TestSupport
import Testing

/// EPUB books of our own, as others write them.
struct EPUBReadingTests {
  private func book(
    _ parts: [String: String], spine: [String], extra: [String: String] = [:]
  ) throws -> Data {
    let items = parts.keys.sorted().map { name in
      let properties = name == "nav.xhtml" ? " properties='scripted nav'" : ""
      return
        "<item id='\(name)' href='text/\(name)' media-type='application/xhtml+xml'\(properties)/>"
    }
    let references = spine.map { "<itemref idref='\($0)'/>" }
    var entries = [
      "META-INF/container.xml":
        "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>",
      "OPS/book.opf": """
      <package xmlns:dc='http://purl.org/dc/elements/1.1/'>
      <metadata><dc:title>City Library</dc:title></metadata>
      <manifest>\(items.joined())<item id='gone' href='text/gone.xhtml'/>\
      <item id='out' href='../../etc/passwd'/></manifest>
      <spine>\(references.joined())</spine></package>
      """,
    ]
    for (name, body) in parts {
      entries["OPS/text/\(name)"] =
        body.hasPrefix("PK")
        ? body
        : """
        <?xml version="1.0"?>
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>\(name)</title></head>
        <body>\(body)</body></html>
        """
    }
    entries.merge(extra) { $1 }
    let mimetype = ZipArchive.Entry(
      path: "mimetype", data: Data("application/epub+zip".utf8), isStored: true)
    return try ZipArchive.write(
      [mimetype]
        + entries.sorted { $0.key < $1.key }.map { .init(path: $0.key, data: Data($0.value.utf8)) })
  }

  private let chapters = [
    "nav.xhtml": "<nav><ol><li>Fines</li></ol></nav>",
    "one.xhtml": "<h1 id='fines'>Fines</h1><p>Pay in <a href='two.xhtml#how'>time</a>.</p>",
    "two.xhtml": "<h1 id='how'>How</h1><h2>Online</h2><p>With a card.</p>",
    "three.xhtml": "<h1>Help</h1><p>Ask us.</p>",
  ]

  @Test func `chapters stand in the order of the spine, without the table of contents`() throws {
    let data = try book(
      chapters,
      spine: ["nav.xhtml", "two.xhtml", "one.xhtml", "gone", "out", "two.xhtml", "three.xhtml"])
    let document = try Office.read(data, as: "a.epub")
    try expectGolden(document.golden, "epub.txt")
    // A link of one chapter leads to an anchor of another.
    #expect(document.links.map(\.target) == ["OPS/text/two.xhtml#how"])
    #expect(document.anchors.contains("OPS/text/two.xhtml#how"))
  }

  private func encryption(_ names: String...) -> [String: String] {
    let references = names.map { "<e><CipherData><CipherReference URI='\($0)'/></CipherData></e>" }
    return ["META-INF/encryption.xml": "<encryption>\(references.joined())</encryption>"]
  }

  @Test func `a book under copy protection is told of; one with obfuscated fonts is read`() throws {
    let fonts = try book(
      chapters, spine: ["three.xhtml"], extra: encryption("OPS/fonts/a.otf", "OPS/fonts/b.otf"))
    #expect(try Office.read(fonts, as: "a.epub").outline.contains("paragraph Ask us."))
    let protected = try book(
      chapters, spine: ["three.xhtml"],
      extra: encryption("OPS/fonts/a.otf", "OPS/text/three%2Exhtml"))
    let error = try #require(throws: DocumentError.self) {
      try Office.read(protected, as: "a.epub")
    }
    #expect(error.message.contains("encrypted") && error.remedy.contains("copy protection"))
  }

  @Test func `a book without its package, or without text, is told of`() throws {
    let headless = try book(chapters, spine: [], extra: ["META-INF/container.xml": "<container/>"])
    let error = try #require(throws: DocumentError.self) { try Office.read(headless, as: "a.epub") }
    #expect(error.message.contains("package document"))
  }

  @Test func `an archive in a book is not opened, so that no book holds itself`() throws {
    let data = try book(
      ["one.xhtml": "PK\u{3}\u{4}", "two.xhtml": "<p>Words</p>"], spine: ["one.xhtml", "two.xhtml"])
    let document = try Office.read(data, as: "a.epub")
    #expect(document.rules.contains("part-not-read"))
    #expect(document.outline.contains("paragraph Words"))
  }

  @Test func `a chapter that cannot be read is told of, and the others are read`() throws {
    let data = try book(
      ["one.xhtml": "\u{0}", "two.xhtml": "<p>Words</p>"], spine: ["one.xhtml", "two.xhtml"])
    let document = try Office.read(data, as: "a.epub")
    #expect(document.rules.contains("unreadable-document"))
    #expect(document.outline.contains("paragraph Words"))
  }
}
