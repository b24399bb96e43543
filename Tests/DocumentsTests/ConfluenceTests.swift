import Core
import Documents
import Foundation
import TestSupport
import Testing

struct ConfluenceTests {
  @Test func `a stored page gives sections, tasks, tables, panels, expands, code and comments`()
    throws
  {
    try expectGoldenReading(of: "renewals.csf")
  }

  @Test func `a page that is one line has columns`() throws {
    let document = try read(
      "<h1>Ä</h1><p>One <!-- > --> two</p><ac:structured-macro ac:name='code'><ac:plain-text-body>"
        + "<![CDATA[<p>]]></ac:plain-text-body></ac:structured-macro><p title='>'>Three</p>",
      as: "a.csf")
    #expect(document.format == .confluence)
    #expect(document.nodes.map(\.line) == [1, 1, 1, 1, 1])
    #expect(document.nodes.map(\.column) == [1, 11, nil, 36, 150])
    #expect(
      document.nodes.map(\.path) == ["/h1", "/p[1]", "/p[1]", "/ac:structured-macro", "/p[2]"])
  }

  @Test func `an error has its place in the page, not in what wraps it`() throws {
    for (text, line, column) in [
      ("<p><ac:link>A</p>", 1, 18), ("<p>A &nbsp; <ac:link/>\n <b>B</p>", 2, 10),
      ("<?xml version='1.0'?>\n<p><ac:link/>\n</b>", 3, 5), ("<p><ac:link/></p></page><p/>", 1, 25),
    ] {
      let error = try #require(throws: DocumentError.self) { try read(text, as: "a.csf") }
      #expect(error.place == SourcePlace("sources/a.csf", line: line, column: column))
      #expect(error.message.contains("not well-formed"))
    }
  }

  @Test func `a page with a root of its own is read as well`() throws {
    let document = try read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <page xmlns:ac="http://www.atlassian.com/schema/confluence/4/ac/"><h2>A</h2>
      <ac:macro ac:name="note"><ac:rich-text-body>B &eacute;</ac:rich-text-body></ac:macro></page>
      """, as: "a.xml")
    #expect(document.outline == ["section A", "admonition:note B é"])
    #expect(document.nodes.map(\.line) == [2, 3])
    #expect(document.title == "a")
    #expect(document.rules.isEmpty)
  }

  @Test func `a page is told from HTML and Markdown by Confluence's own elements`() {
    for (text, name, format) in [
      ("<p>A</p><ac:task-list/>", "a.txt", DocumentFormat.confluence),
      ("<ac:layout/>", "a.xml", .confluence), ("<p>A</p>", "a.csf", .html),
      ("<html><body><ac:link/></body></html>", "a.html", .html),
      ("<p>A</p>\n\n# B\n\n<ac:link/>", "a.md", .markdown),
    ] {
      #expect(DocumentFormat.sniff(Data(text.utf8), name: name) == format, "\(text)")
    }
  }

  @Test func `only under headings that name requirements are rows requirements`() throws {
    func kinds(_ head: String) throws -> [String] {
      try read(
        "<table><tr><th>\(head)</th><th>Owner</th></tr><tr><th>A</th><td>B <ac:link/></td></tr></table>",
        as: "a.csf"
      ).outline
    }
    #expect(try kinds("Acceptance criteria").last == "requirement A | B")
    #expect(try kinds("<p>requirements</p>").last == "requirement A | B")
    #expect(try kinds("Goal") == ["tableRow:header Goal | Owner", "tableRow A | B"])
  }

  @Test func `entities without end, and elements without end, are refused`() throws {
    let entities = "<p><ac:link/>" + String(repeating: "&nbsp;", count: 100_001) + "</p>"
    let elements = "<p><ac:link/>" + String(repeating: "<b/>", count: 100_001) + "</p>"
    let depth = "<ac:layout>" + String(repeating: "<div>", count: 300) + "</ac:layout>"
    for (text, reason) in [(entities, "entities"), (elements, "elements"), (depth, "deep")] {
      let error = try #require(throws: DocumentError.self) { try read(text, as: "a.csf") }
      #expect(error.message.contains(reason))
    }
    let deep =
      String(repeating: "<ul><li>A", count: 120) + String(repeating: "</li></ul>", count: 120)
    #expect(try read(deep + "<ac:link/>", as: "a.csf").nodes.count == 120)
  }

  @Test func `comments in comments do not pile up what they are about`() throws {
    let open = String(repeating: "<ac:inline-comment-marker>", count: 200)
    let close = String(repeating: "</ac:inline-comment-marker>", count: 200)
    let marked = open + String(repeating: "x", count: 10_000) + close
    let document = try read("<p>\(marked)</p>", as: "a.csf")
    #expect(document.nodes.count == 201)
    #expect(document.nodes.dropFirst().allSatisfy { $0.text.count <= 1_001 })
    let many = String(repeating: "<p>\(marked)</p>", count: 100)
    #expect(throws: DocumentError.self) { try read(many, as: "a.csf") }
  }

  @Test func `an entity stands for its character, never for markup`() throws {
    let document = try read(
      "<p>&lt;b&gt; &LT;i&GT; &AMP;amp; &Aacute;<ac:link/></p>", as: "a.csf")
    #expect(document.outline == ["paragraph <b> <i> &amp; Á"])
  }
}

/// Pages that another program made of real guidance.
@Suite(.enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absent)))
struct ConfluenceCorpusTests {
  @Test func `every stored page of the corpus is read whole`() throws {
    // FORMATS.md counts 90 pages; these 45 may be passed on.
    let files = Corpus.files(of: "confluence-govuk").filter { $0.pathExtension == "csf" }
    #expect(files.count == 45)
    let pages = try files.map { file in
      try DocumentReader.read(
        Data(contentsOf: file), path: file.lastPathComponent, display: file.lastPathComponent)
    }
    #expect(pages.allSatisfy { $0.format == .confluence })
    let nodes = pages.flatMap(\.nodes)
    func count(_ kind: DesignNode.Kind, _ role: String? = nil) -> Int {
      nodes.count { $0.kind == kind && (role == nil || $0.role == role) }
    }
    // The pages' elements, counted in their bytes: 321 headings, 45 info panels, one code macro,
    // 346 links.
    #expect(count(.title) + count(.section) == 321)
    #expect(count(.admonition, "info") == 45)
    #expect(count(.code) == 1)
    #expect(nodes.flatMap { $0.links ?? [] }.count == 346)
    #expect(count(.listItem) + count(.step) == 342)
    #expect(!pages.flatMap(\.rules).contains("unknown-macro"))
    // Every word of a page is in a node of it.
    for (file, page) in zip(files, pages) {
      let bytes = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      let words = bytes.replacing(/<[^>]*>/, with: " ").replacing("&amp;", with: "&")
        .split(whereSeparator: \.isWhitespace).joined()
      let read = page.nodes.map(\.text).joined().filter { !$0.isWhitespace }
      // What the one code macro holds is kept with its white space, and its language beside it.
      if page.nodes.contains(where: { $0.kind == .code }) { continue }
      #expect(read == words, "\(file.lastPathComponent)")
    }
  }
}
