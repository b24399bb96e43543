import Core
import Documents
import Foundation
import TestSupport
import Testing

struct XMLSafetyTests {
  @Test func `the first error of broken XML is told with line, column and a way out`() throws {
    let error = try #require(throws: DocumentError.self) {
      try read("<article>\n  <title>A</titel>\n<para>\n</article>", as: "a.xml")
    }
    #expect(error.place == SourcePlace("sources/a.xml", line: 2, column: 19))
    #expect(error.message.contains("title"))
    #expect(!error.remedy.isEmpty)
    #expect(error.finding.isBlocking)
  }

  @Test func `an external entity is never read`() async throws {
    try await withTemporaryFolder { folder in
      let secret = folder.appending(path: "secret.txt")
      try Data("the secret".utf8).write(to: secret)
      let document = try read(
        """
        <!DOCTYPE article [<!ENTITY x SYSTEM "file://\(secret.path)">]>
        <article><title>A</title><para>Before &x; after</para></article>
        """, as: "a.xml")
      #expect(document.outline == ["title A", "paragraph Before after"])
      #expect(document.rules == ["entity-not-read"])
    }
  }

  @Test func `an inclusion and an external subset are told of, not followed`() throws {
    let document = try read(
      """
      <!DOCTYPE article SYSTEM "http://127.0.0.1:9/a.dtd" [<!ENTITY % p SYSTEM "file:///etc/hosts"> ]>
      <article><title>A</title>
      <include xmlns="http://www.w3.org/2001/XInclude" href="file:///etc/hosts"/></article>
      """, as: "a.xml")
    #expect(document.outline == ["title A"])
    #expect(document.rules == ["external-dtd-not-read", "inclusion-not-read"])
  }

  @Test func `small entities expand, a bomb does not`() throws {
    let small = try read(
      "<!DOCTYPE article [<!ENTITY lib 'City Library'>]><article><title>&lib;&nbsp;&amp; you</title></article>"
        .replacing("&nbsp;", with: "&#160;"), as: "a.xml")
    #expect(small.title == "City Library\u{A0}& you")
    let long = String(repeating: "x", count: 50_000)
    let references = String(repeating: "&a;", count: 5_000)
    let error = try #require(throws: DocumentError.self) {
      try read(
        "<!DOCTYPE article [<!ENTITY a '\(long)'>]><article><title>\(references)</title></article>",
        as: "a.xml")
    }
    #expect(error.message.contains("entities expand"))
    #expect(throws: DocumentError.self) {
      try read(
        "<!DOCTYPE article [<!ENTITY a '\(long)'>]><article id='\(references)'/>", as: "a.xml")
    }
  }

  @Test func `a refused encoding, a wrong byte and a NUL are told with their place`() throws {
    let cases: [([UInt8], Int?)] = [
      (Array("<?xml version='1.0' encoding='UTF-7'?><article/>".utf8), 1),
      (Array("<article>\n<title>caf".utf8) + [0xE9] + Array("</title></article>".utf8), 2),
      (Array("<article>\n\n<title>a".utf8) + [0] + Array("</title></article>".utf8), 3),
    ]
    for (bytes, line) in cases {
      let error = try #require(throws: DocumentError.self) {
        try DocumentReader.read(Data(bytes), path: "a.xml", display: "a.xml")
      }
      #expect(error.place.line == line)
    }
  }

  @Test func `ISO-8859-15 and windows-1252 are read as declared`() throws {
    for (label, byte) in [("ISO-8859-15", UInt8(0xA4)), ("windows-1252", 0x80)] {
      let bytes =
        Array("<?xml version='1.0' encoding='\(label)'?><article><title>1 ".utf8) + [byte]
        + Array("</title></article>".utf8)
      let document = try DocumentReader.read(Data(bytes), path: "a.xml", display: "a.xml")
      #expect(document.title == "1 €")
    }
  }

  @Test func `too large, too deep and too many attributes are refused`() throws {
    let inputs = [
      "<article>" + String(repeating: " ", count: 65 << 20) + "</article>",
      "<mxfile>" + String(repeating: " ", count: 17 << 20) + "</mxfile>",
      String(repeating: "<section>", count: 300) + String(repeating: "</section>", count: 300),
      "<article " + (0..<2_000).map { "a\($0)='x'" }.joined(separator: " ") + "/>",
    ]
    for input in inputs {
      #expect(throws: DocumentError.self) { try read(input, as: "a.xml") }
    }
    #expect(throws: DocumentError.self) {
      try read("<!doctype html>" + String(repeating: "<div>", count: 400) + "lost?")
    }
  }

  @Test func `long attributes are no entities, and passages without end are refused`() throws {
    let value = String(repeating: "x", count: 300_000)
    let paragraphs = String(repeating: "<para role='\(value)'>A</para>", count: 5)
    #expect(try read("<article>\(paragraphs)</article>", as: "a.xml").nodes.count == 5)
    let error = try #require(throws: DocumentError.self) {
      try read(
        "<article>" + String(repeating: "<para>A</para>", count: 500_001) + "</article>",
        as: "a.xml")
    }
    #expect(error.message.contains("500000"))
  }

  @Test func `characters that no one sees are found`() throws {
    let document = try read("# Pay \u{202E}exe.txt\n\nzero\u{200B}width", as: "a.md")
    #expect(document.rules == ["bidi-control", "hidden-character"])
    #expect(document.findings.first?.message.contains("U+202E") == true)
    #expect(document.findings.last?.message.contains("U+200B") == true)
  }

  @Test func `two thousand documents leave no memory behind`() async {
    // In a process of its own: other tests take memory while this one counts.
    await #expect(processExitsWith: .success) {
      let text =
        "<article><title>A</title>" + String(repeating: "<para>Words.</para>", count: 60)
        + "</article>"
      for _ in 0..<200 { _ = try read(text, as: "a.xml") }
      let before = try residentPages()
      for _ in 0..<2_000 { _ = try read(text, as: "a.xml") }
      // A tree has some 15 kB: 2,000 leaked ones would be 7,000 pages.
      try #require(try residentPages() - before < 2_000)
    }
  }
}

private func residentPages() throws -> Int {
  let statm = try String(contentsOf: URL(filePath: "/proc/self/statm"), encoding: .utf8)
  return try #require(Int(statm.split(separator: " ")[1]))
}
