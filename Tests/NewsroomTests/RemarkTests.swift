import Core
import Datasets
import Documents
import Formats
import Foundation
import Newsroom
import Store
import TestSupport
import Testing

/// What editors say to one another in a document stays on record, and goes nowhere else.
struct RemarkTests {
  /// The remark, in each format that knows remarks.
  private static let sources: [(name: String, bytes: @Sendable () throws -> Data)] = [
    (
      "notes.html",
      {
        Data(
          "<h1>Rooms</h1><p>Rooms can be booked a week ahead.<!-- GRUMBLE1 about this --></p>".utf8)
      }
    ),
    (
      "notes.xml",
      {
        Data(
          """
          <article><title>Rooms</title><para>Study rooms have a screen.<remark>GRUMBLE2</remark></para>
          </article>
          """.utf8)
      }
    ),
    (
      "notes.page",
      {
        Data(
          """
          <page xmlns="http://projectmallard.org/1.0/"><title>Rooms</title><comment><p>GRUMBLE3</p>
          </comment><p>A room holds eight people.</p></page>
          """.utf8)
      }
    ),
    ("notes.md", { Data("# Rooms\n\nA room is free.\n\n<!-- GRUMBLE4 -->\n".utf8) }),
    ("notes.docx", { try word }),
  ]

  private static var word: Data {
    get throws {
      let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
      let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
      let packages = "http://schemas.openxmlformats.org/package/2006/relationships"
      let files = [
        "[Content_Types].xml":
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        "_rels/.rels": """
        <Relationships xmlns="\(packages)"><Relationship Id="a" Type="\(office)/officeDocument"
        Target="word/document.xml"/></Relationships>
        """,
        "word/_rels/document.xml.rels": """
        <Relationships xmlns="\(packages)"><Relationship Id="b" Type="\(office)/comments"
        Target="comments.xml"/><Relationship Id="c" Type="\(office)/styles" Target="styles.xml"/>
        </Relationships>
        """,
        "word/styles.xml": """
        <w:styles \(space)><w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:pPr>
        <w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>
        """,
        "word/comments.xml": """
        <w:comments \(space)><w:comment w:id="1" w:author="Helen"><w:p><w:r><w:t>GRUMBLE5</w:t></w:r>
        </w:p></w:comment></w:comments>
        """,
        // Beside the words deleted in a sentence: a heading, a paragraph and a row that are gone whole.
        "word/document.xml": """
        <w:document \(space)><w:body><w:p><w:commentRangeStart w:id="1"/><w:r><w:t>A booking lasts
        two hours.</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>
        <w:del w:author="Helen"><w:r><w:delText> GRUMBLE6</w:delText></w:r></w:del></w:p>
        <w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>
        <w:del w:id="3" w:author="Helen"><w:r><w:delText>Study rooms GRUMBLE7</w:delText></w:r></w:del></w:p>
        <w:p><w:del w:id="5"
        w:author="Helen"><w:r><w:delText>Book a study room online. GRUMBLE8</w:delText></w:r></w:del></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:del w:id="6" w:author="Helen"><w:r><w:delText>Study room booking GRUMBLE9
        </w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:t>Rooms close at ten.</w:t></w:r></w:p></w:body>
        </w:document>
        """,
      ]
      return try ZipArchive.write(
        files.sorted { $0.key < $1.key }.map { .init(path: $0.key, data: Data($0.value.utf8)) })
    }
  }

  @Test func `remarks and deleted words are on record, in no dataset's answer and on no page`()
    async throws
  {
    try await withTemporaryFolder { root in
      let walk = try await Walk(in: root)
      let piece = try walk.piece()
      let folder = walk.root.appending(path: "Content/\(piece)")
      for source in Self.sources {
        try source.bytes().write(
          to: folder.appending(path: "UXDesignDocs/sources/\(source.name)"))
      }
      try await walk.take(piece)
      let design = try String(
        contentsOf: folder.appending(path: "UXDesignDocs/design.jsonl"), encoding: .utf8)
      for number in 1...9 { #expect(design.contains("GRUMBLE\(number)"), "\(number)") }
      let nodes = try CanonicalJSON.readLines(DesignNode.self, from: Data(design.utf8))
      #expect(nodes.count { !$0.isSaid && $0.kind != .comment } >= 3)
      #expect(nodes.allSatisfy { $0.section.allSatisfy { !$0.isEmpty } })
      let plans = try CanonicalJSON.readLines(
        DraftPlan.self,
        from: Data(contentsOf: folder.appending(path: "ChatGPTAPIScripts/plan.jsonl")))
      #expect(plans.flatMap(\.passages).allSatisfy { !$0.text.isEmpty && $0.kind != .comment })
      var looked = 0
      for place in ["Content/\(piece)", "Marketplace"] {
        for path in try walk.newsroom.desk.files(under: place)
        where !path.contains("/UXDesignDocs/") {
          looked += 1
          let bytes = try Data(contentsOf: walk.root.appending(path: path))
          // What was replaced is asked about, and preferred to: that is what it teaches.
          if path.contains("/PromptDatasets/"), path.hasSuffix(".jsonl") { continue }
          #expect(!String(decoding: bytes, as: UTF8.self).contains("GRUMBLE"), "\(path)")
        }
      }
      #expect(looked > 30)
      let dataset = try DatasetFiles(of: piece, in: walk.newsroom)
      let examples = try Dataset(dataset.file).entries.map(\.example)
      #expect(examples.contains { $0.kind == .preference })
      for example in examples {
        #expect(example.messages.last?.content.contains("GRUMBLE") == false, "\(example.id)")
        let asked = example.messages.dropLast().map(\.content).joined()
        #expect(!asked.contains("GRUMBLE") || example.recipe == "rewrite", "\(example.id)")
      }
    }
  }
}
