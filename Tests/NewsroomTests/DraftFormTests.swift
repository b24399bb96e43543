import Core
import Formats
import Foundation
import Newsroom
import TestSupport
import Testing

/// Drafts in the forms that an outline may ask for, well-behaved and hostile.
struct DraftFormTests {
  /// Brings a text in as a draft of a form, and shows what became of it.
  private static func bring(
    _ text: String, as form: String, in folder: URL, extra: String = ""
  ) async throws -> DraftDetail {
    let walk = try await Walk(in: folder)
    let outline = walk.root.appending(path: "Templates/deliverables/help-article.yml")
    let lines = try String(contentsOf: outline, encoding: .utf8)
    try Data((lines + "format: \(form)\n" + extra).utf8).write(to: outline)
    let schema =
      "{\"type\": \"object\", \"required\": [\"title\", \"steps\"], \"properties\": "
      + "{\"steps\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}}}"
    try FileManager.default.createDirectory(
      at: walk.root.appending(path: "Templates/schemas"), withIntermediateDirectories: true)
    try Data(schema.utf8).write(to: walk.root.appending(path: "Templates/schemas/steps.json"))
    let piece = try walk.piece()
    try await walk.take(piece, through: .chatGPTAPIScripts)
    _ = try await walk.newsroom.run(piece, as: walk.actor("amara"))
    let outcome = try await walk.newsroom.importDraft(
      Data(text.utf8), for: "help-article", of: piece, .init(from: "elsewhere", model: nil),
      as: walk.actor("yusuf"))
    return try walk.newsroom.draft(outcome.draft, of: piece)
  }

  private static func rules(_ detail: DraftDetail) -> Set<String> {
    Set(detail.findings.map(\.rule))
  }

  @Test func `a page keeps what is read, and nothing that runs or calls home`() async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        """
        Here is your page:
        ```html
        <!DOCTYPE html><html><head><title>x</title><script>alert(1)</script></head><body>
        <h1 onclick="steal()">Book a room</h1>
        <p style="background:url(https://evil.example/x.png)">Hold it for 10 minutes. [S1]</p>
        <p>Go to <a href="javascript:alert(1)">here</a> or <a href="https://x.example/a">there</a>.</p>
        <img src="https://evil.example/pixel.gif" alt="A plan">
        <iframe src="https://evil.example"></iframe><svg><script>alert(2)</script></svg>
        <table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>9 to 5</td></tr></table>
        <ul><li>One</li><li>Two <b>bold</b></li></ul>
        <p>Unclosed <em>mark</p>
        </body></html>
        ```
        """, as: "html", in: folder)
      for harmful in ["script", "onclick", "javascript", "evil.example", "iframe", "[S1]", "style"]
      {
        #expect(!detail.text.contains(harmful), "\(harmful)")
      }
      #expect(detail.text.contains("<h1>Book a room</h1>") && detail.text.contains("<th>Day</th>"))
      #expect(detail.text.contains("https://x.example/a"))
      let removed = detail.findings.filter { $0.rule == "draft-content-removed" }
      #expect(removed.contains { $0.message.contains("<script>") && $0.place?.line == 3 })
      #expect(removed.contains { $0.message.contains("onclick") && $0.place?.line == 4 })
      let replies = try String(
        contentsOf: folder.appending(
          path: "desk/Content/\(detail.piece)/RawDesigns/responses.jsonl"),
        encoding: .utf8)
      #expect(replies.contains("alert(1)"))
      #expect(
        Self.rules(detail).isSuperset(of: [
          "draft-fenced", "draft-talk-removed", "draft-address-unknown",
        ]))
      let draft = detail.line.draft
      #expect(draft.format == .html && draft.file.path.hasSuffix(".html") && draft.words != nil)
      #expect(draft.blocks.contains { !$0.sources.isEmpty })
    }
  }

  @Test func `a drawing loses what runs, and is read though an ampersand is bare`() async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
          viewBox="0 0 9 9" onload="alert(1)">
        <title>Rooms & desks</title><desc>Where the rooms are. [S1]</desc>
        <script>alert(1)</script><foreignObject><p>x</p></foreignObject>
        <image xlink:href="https://evil.example/a.png"/><use href="#part"/>
        <use href="https://evil.example/b.svg#x"/><set attributeName="href" to="javascript:1"/>
        <rect fill="url(#shade)" width="3" height="3"/><rect fill="url(https://evil.example/c)"/>
        <text>Room 1</text></svg>
        """, as: "svg", in: folder)
      for harmful in ["onload", "script", "foreignObject", "evil.example", "image", "<set", "[S1]"]
      {
        #expect(!detail.text.contains(harmful), "\(harmful)")
      }
      #expect(detail.text.contains("url(#shade)") && detail.text.contains("href=\"#part\""))
      let fault = try #require(detail.findings.first { $0.rule == "draft-malformed" })
      #expect(fault.place?.line == 3 && fault.place?.column != nil)
      #expect(detail.line.draft.blocks.contains { !$0.sources.isEmpty })
      #expect(detail.line.draft.scores["structure"] == 100)
    }
  }

  @Test(arguments: [
    "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
      + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
      + "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">]>"
      + "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>&f;&f;&f;</title></svg>",
    "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg><title>&x;</title></svg>",
    "<svg", "no drawing at all",
  ])
  func `a drawing that is a trap is no draft`(text: String) async throws {
    try await withTemporaryFolder { folder in
      let error = await #expect(throws: NewsroomError.self) {
        try await Self.bring(text, as: "svg", in: folder)
      }
      #expect(error?.findings.contains { $0.message.contains("root:") } == false)
    }
  }

  @Test func `JSON that was cut off is read, told of with its place, and held against its schema`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        """
        {
          "title": "Book a room [S1]",
          "beforeYouStart": "Have your card ready,
        and your PIN.",
          "steps": ["Open the app. [S1]", 7,],
          "more": {"text": "Cut o
        """, as: "json", in: folder, extra: "schema: schemas/steps.json\n")
      let faults = detail.findings.filter { $0.rule == "draft-malformed" }
      #expect(faults.contains { $0.place?.line == 5 && $0.message.contains("comma") })
      #expect(faults.contains { $0.message.contains("cut off") })
      let violation = try #require(detail.findings.first { $0.rule == "draft-against-schema" })
      #expect(violation.jsonPath == "$.steps[1]")
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(detail.text.utf8)) }
      #expect(!detail.text.contains("[S1]") && detail.text.contains("Cut o"))
      #expect(!detail.findings.contains { $0.message.contains("'Before you start'") })
    }
  }

  @Test func `a table of strings is read in either of its forms`() async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        """
        /* Buttons */
        "book.title" = "Book a \\"room\\" [S1]";
        book.hint: Choose an hour
        what is this
        "book.title" = "Twice";
        """, as: "strings", in: folder)
      let table = try #require(
        try JSONSerialization.jsonObject(with: Data(detail.text.utf8)) as? [String: String])
      #expect(table == ["book.title": "Book a \"room\"", "book.hint": "Choose an hour"])
      let faults = detail.findings.filter { $0.rule == "draft-malformed" }
      #expect(faults.compactMap(\.place?.line) == [4, 5])
    }
  }

  @Test func `Markdown where a page was asked for is made into one`() async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        "# Book a room\n\n## What you can do\n\nHold a room. [S1]\n", as: "html", in: folder)
      #expect(detail.text.contains("<h2>What you can do</h2>") && !detail.text.contains("[S1]"))
      #expect(Self.rules(detail).contains("draft-converted"))
      #expect(detail.line.draft.blocks.contains { !$0.sources.isEmpty })
    }
  }

  @Test func `what a draft claims without a source, copies and links to is told`() async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        """
        # Book a room

        ## What you can do

        Rooms cost 4,711 euros at the Grand Palace since February. [S1]
        They said “we never close any door at night” once. See [the guide](https://made.up.example/x).

        Please utilise the app.\u{0} Lost: \u{FFFD}
        """, as: "markdown", in: folder)
      let claims = detail.findings.filter { $0.rule == "draft-claim-unsupported" }.map(\.message)
      for claim in [
        "number '4,711'", "date 'February'", "name 'Grand Palace'", "quotation 'we never",
      ] {
        #expect(claims.contains { $0.contains(claim) }, "\(claim) in \(claims)")
      }
      #expect(
        Self.rules(detail).isSuperset(of: [
          "draft-section-missing", "draft-address-unknown", "house-style-term",
          "draft-controls-removed",
          "draft-characters-lost", "draft-length",
        ]))
      #expect(detail.findings.allSatisfy { !$0.isBlocking })
      let scores = detail.line.draft.scores
      #expect(try #require(scores["claims"]) < 50 && scores["links"] == 0)
      #expect(detail.because["copied"] != nil)
    }
  }

  // MARK: What stands around a draft

  @Test(arguments: [
    "Sure! Here it is:\n\n```markdown\n# Rooms\n\n## Steps\n\n```sh\nbook 1\n```\n\nDone. [S1]\n```\n",
    "Sure! Here it is:\n\n```\n# Rooms\n\n## Steps\n\n```\nbook 1\n```\n\nDone. [S1]\n```\nAsk for more.\n",
    "````md\n# Rooms\n\n## Steps\n\n```sh\nbook 1\n```\n\nDone. [S1]\n````\n",
  ])
  func `a Markdown draft out of a chat window loses its fence, and keeps those inside`(
    text: String
  ) async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(text, as: "markdown", in: folder)
      #expect(detail.text.hasPrefix("# Rooms\n\n## Steps\n\n```"))
      #expect(detail.text.hasSuffix("\nbook 1\n```\n\nDone.\n"))
      #expect(Self.rules(detail).contains("draft-fenced"))
    }
  }

  @Test(arguments: [
    "# Rooms\n\n```\nbook 1\n```\n\n## Steps\n\n```\nbook 2\n```\n",
    "```\nbook 1\n```\n\n## Rooms\n\n```\nbook 2\n```\n",
    "```\n# a comment\nbook 1\n```\n\nRooms.\n\n```\nbook 2\n```\n",
  ])
  func `a text's own code stays what it is`(text: String) async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(text, as: "markdown", in: folder)
      #expect(detail.text == text && !Self.rules(detail).contains("draft-fenced"))
    }
  }

  @Test(arguments: [
    "# Rooms\n\n```sh\nbook 1\n```\n\n## Steps\n\nOne. [S1]\n\n```sh\nbook 2\n```\n",
    "<h1>Rooms</h1><pre>\n```\nbook 1\n```\n</pre><h2>Steps</h2><p>One. [S1]</p><pre>\n```\nbook 2\n```\n</pre>",
    "Here:\n~~~html\n<h1>Rooms</h1><pre>book 1</pre><h2>Steps</h2><p>One. [S1]</p><pre>book 2</pre>\n~~~\n",
  ])
  func `a page with two examples of code is whole`(text: String) async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(text, as: "html", in: folder)
      for words in ["<h1>Rooms</h1>", "book 1", "<h2>Steps</h2>", "One.", "book 2"] {
        #expect(detail.text.contains(words), "\(words)")
      }
    }
  }

  @Test(arguments: [
    "Here is [the] JSON you asked for: {\"title\": \"Rooms [S1]\", \"steps\": []}",
    "[the] JSON: {\"title\": \"Rooms [S1]\", \"steps\": []} Hope {this} helps.",
    "See [S1] {sic}:\n```json\n{\"title\": \"Rooms [S1]\", \"steps\": []}\n```\n",
  ])
  func `JSON is found behind words in brackets`(text: String) async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(text, as: "json", in: folder)
      let value = try #require(
        try JSONSerialization.jsonObject(with: Data(detail.text.utf8)) as? [String: Any])
      #expect(value["title"] as? String == "Rooms")
    }
  }

  @Test func `much that is left out is a warning`() async throws {
    try await withTemporaryFolder { folder in
      let talk = String(repeating: "Many words that may well be the draft itself. ", count: 6)
      let detail = try await Self.bring(
        "\(talk)\n```json\n{\"title\": \"Rooms [S1]\"}\n```\n", as: "json", in: folder)
      let finding = try #require(detail.findings.first { $0.rule == "draft-talk-removed" })
      #expect(finding.severity == .warning && finding.message.hasPrefix("54 words"))
    }
  }

  static let tables: [(text: String, entries: [String: String], lines: [Int])] = [
    (
      "\"z\" = \"zero\";\n/* c */ \"a\" = \"first\";\n\"b\" = \"second\";",
      ["z": "zero", "a": "first", "b": "second"], []
    ),
    (
      "help = \"Yes\" or \"No\"\nplain = \"Yes\"", ["help": "\"Yes\" or \"No\"", "plain": "Yes"], []
    ),
    ("\"b\" = \"x \\U00e9 \\u00E9 \\uD83D\\uDE00\";", ["b": "x é é 😀"], []),
    ("\"one\" = \"1\"; \"two\" = \"2\";", ["one": "1", "two": "2"], []),
    (
      "\"long\" = \"first\nsecond\";\nclé = oui\nmy key = mine",
      [
        "long": "first\nsecond", "clé": "oui", "my key": "mine",
      ], []
    ),
    ("\"a\" = \"no end;\n\"b\" = \"two\";", ["b": "two"], [1]),
    ("\"a\" = \"one\";\n/* no end\n\"b\" = \"two\";", ["a": "one"], [2]),
    ("\"u\" = \"a\\U0000b\\U001bc\\x\";", ["u": "abcx"], []),
  ]

  @Test(arguments: tables)
  func `tables of strings lose nothing, and tell of what they cannot read`(
    text: String, expected: [String: String], lines: [Int]
  ) async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(text, as: "strings", in: folder)
      let table = try JSONSerialization.jsonObject(with: Data(detail.text.utf8))
      #expect(table as? [String: String] == expected)
      let faults = detail.findings.filter { $0.rule == "draft-malformed" }
      #expect(faults.compactMap(\.place?.line) == lines)
    }
  }

  @Test func `an address is known as a whole, and one without a scheme is one`() async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        "# Rooms\n\n## Steps\n\nSee [the place](https://is), [more](//evil.example/x) and "
          + "[hours](#hours). [S1]\n", as: "markdown", in: folder)
      let unknown = detail.findings.filter { $0.rule == "draft-address-unknown" }.map(\.message)
      #expect(unknown.count == 2, "\(unknown)")
      #expect(unknown.contains { $0.contains("'https://is'") })
      #expect(unknown.contains { $0.contains("'//evil.example/x'") })
    }
  }

  @Test func `an address ends where it does, with its own brackets, and a number likewise`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let walk = try await Walk(in: folder)
      let piece = try walk.piece()
      let file = walk.root.appending(
        path: "Content/\(piece)/UXDesignDocs/sources/booking-flow.html")
      let source = try String(contentsOf: file, encoding: .utf8)
      let changed = source.replacing(
        "</p>",
        with:
          " There is more (https://place.example/Room_(space)), and Windows 10 020 7946 0000.</p>")
      #expect(changed != source)
      try Data(changed.utf8).write(to: file)
      try await walk.take(piece, through: .chatGPTAPIScripts)
      _ = try await walk.newsroom.run(piece, as: walk.actor("amara"))
      let outcome = try await walk.newsroom.importDraft(
        Data(
          """
          # Rooms

          See [one](<https://place.example/Room_(space)>), [two](https://place.example/Room_),
          [three](tel:02079460000) and [four](tel:79460000). [S1]
          """.utf8), for: "help-article", of: piece, .init(from: "elsewhere", model: nil),
        as: walk.actor("yusuf"))
      let unknown = try walk.newsroom.draft(outcome.draft, of: piece).findings
        .filter { $0.rule == "draft-address-unknown" }.map(\.message)
      #expect(unknown.count == 2, "\(unknown)")
      #expect(unknown.contains { $0.contains("Room_'") })
      #expect(unknown.contains { $0.contains("tel:79460000") })
    }
  }

  @Test func `a draft is scored over one set of scores, and one without words has none`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        "# Rooms\n\n## Steps\n\nopen the app and wait. [S1]\n", as: "markdown", in: folder)
      let draft = detail.line.draft
      #expect(draft.scores["claims"] == nil && draft.scores["links"] == nil)
      let sum = draft.scores.values.reduce(0, +) + 200
      #expect(draft.score == sum / (draft.scores.count + 2))
    }
  }

  @Test func `numbers in words, names that begin sentences and single quotation marks are claims`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        """
        # Book a room

        ## What you can do

        You can hold it for ninety days and borrow seventy books, 10-95 pages of A6. [S1]
        ‘We never close our doors at all,’ said nobody. Oxford University runs the app. [S1]
        """, as: "markdown", in: folder)
      let claims = detail.findings.filter { $0.rule == "draft-claim-unsupported" }.map(\.message)
      for claim in [
        "ninety", "seventy", "95", "A6", "We never close our doors", "Oxford University",
      ] {
        #expect(claims.contains { $0.contains("'\(claim)") }, "\(claim) in \(claims)")
      }
    }
  }

  @Test func `a number that the cited passage has is no claim without a source`() async throws {
    try await withTemporaryFolder { folder in
      let (walk, piece) = try await Walk.lined(in: folder)
      let plan = try #require(walk.plans(of: piece).first { $0.deliverable == "help-article" })
      // What a passage counts in minutes, said with other spellings of them and in a range.
      let counted = plan.passages.compactMap { passage in
        passage.text.firstMatch(of: /([0-9]+) minutes/).map { (passage.marker, String($0.1)) }
      }
      let (marker, number) = try #require(counted.first)
      let text = """
        # Book a room

        ## What you can do

        It takes \(number)\u{A0}mins, 9973–\(number) min. [\(marker)]
        """
      let outcome = try await walk.newsroom.importDraft(
        Data(text.utf8), for: "help-article", of: piece, .init(from: "elsewhere", model: nil),
        as: walk.actor("yusuf"))
      let claims = try walk.newsroom.draft(outcome.draft, of: piece).findings
        .filter { $0.rule == "draft-claim-unsupported" }.map(\.message)
      #expect(claims.count == 1 && claims.allSatisfy { $0.contains("'9973'") }, "\(claims)")
    }
  }

  @Test func `a form that the embedded engine cannot write is told of, with those it can`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let walk = try await Walk(in: folder)
      let outline = walk.root.appending(path: "Templates/deliverables/help-article.yml")
      let lines = try String(contentsOf: outline, encoding: .utf8)
      try Data((lines + "format: svg\n").utf8).write(to: outline)
      let piece = try walk.piece()
      try await walk.take(piece, through: .promptDatasets)
      let outcome = try await walk.newsroom.run(piece, as: walk.actor("amara"))
      let told = outcome.findings.filter { $0.rule == "script-form" }.map(\.message)
      #expect(told.count == 1)
      #expect(told.allSatisfy { $0.contains("markdown or html") && $0.contains("no svg") })
    }
  }

  @Test func `a section that says nothing is as good as none`() async throws {
    try await withTemporaryFolder { folder in
      let detail = try await Self.bring(
        """
        # Book a room

        ## What you can do

        Hold a room. [S1]

        ## Before you start

        The design documents say nothing about this.

        ## Step by step
        """, as: "markdown", in: folder)
      let said = detail.findings.filter { $0.rule == "draft-section-missing" }.map(\.message)
      #expect(said.contains { $0.contains("'Before you start' says nothing") })
      #expect(said.contains { $0.contains("'Step by step' says nothing") })
      #expect(!said.contains { $0.contains("What you can do") })
    }
  }

  @Test func `writing without spaces has as many words as it takes`() async throws {
    try await withTemporaryFolder { folder in
      let section = String(repeating: "図書館の部屋を予約することができます。", count: 6)
      let detail = try await Self.bring(
        "# 部屋\n\n## What you can do\n\n"
          + (0..<6).map { _ in section + " [S1]" }.joined(separator: "\n\n"), as: "markdown",
        in: folder)
      #expect(!Self.rules(detail).contains("draft-length"))
    }
  }
}
