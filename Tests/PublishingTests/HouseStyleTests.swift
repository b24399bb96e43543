import Core
import Foundation
import Publishing
import Testing

struct HouseStyleTests {
  private func style(avoid: String = "[]", required: String = "[]") throws -> HouseStyle {
    let yaml = """
      avoid: \(avoid)
      maxSentenceWords: 12
      maxReadingGrade: 10
      required: \(required)
      """
    return try HouseStyle(TemplateFile(display: "house-style.yml", bytes: Data(yaml.utf8)))
  }

  @Test func `an avoided term is named with its line and column`() throws {
    let style = try style(avoid: "[{term: utilise, use: use, because: the plain word is known}]")
    let findings = style.findings(
      in: "# Rooms\n\nMembers may\nUtilise a room; reutilise is another word.\n", display: "a.md")
    #expect(findings.map(\.rule) == ["house-style-term"])
    #expect(findings.first?.place == SourcePlace("a.md", line: 4, column: 1))
    #expect(findings.first?.severity == .warning)
  }

  @Test func `of a passage only its words and its sentences are judged`() throws {
    let style = try style(
      avoid: "[{term: utilise, use: use, because: plain}]", required: "[Rooms are free.]")
    let long = "One two three four five six seven eight nine ten eleven twelve thirteen."
    #expect(
      style.findings(inPassage: "Utilise [this](nowhere).\n\n\(long)\n").map(\.rule)
        == ["house-style-term", "sentence-too-long"])
    #expect(
      style.findings(inPassage: "Incomprehensibilities notwithstanding characteristically.").isEmpty
    )
  }

  @Test func `an avoided term in code is left alone`() throws {
    let style = try style(avoid: "[{term: utilise, use: use, because: plain}]")
    #expect(style.findings(in: "```\nutilise\n```\n", display: "a.md").isEmpty)
  }

  @Test func `a long sentence is pointed out, a short one is not`() throws {
    let long = "One two three four five six seven eight nine ten eleven twelve thirteen."
    let findings = try style().findings(in: "Short one. \(long)\n", display: "a.md")
    #expect(findings.map(\.rule) == ["sentence-too-long"])
    #expect(findings.first?.place == SourcePlace("a.md", line: 1, column: 12))
    #expect(findings.first?.message.contains("13 words") == true)
  }

  @Test func `a required sentence that is missing blocks`() throws {
    let style = try style(required: "[Ask a librarian.]")
    #expect(style.findings(in: "Ask a\nlibrarian.\n", display: "a.md").isEmpty)
    let findings = style.findings(in: "Ask nobody.\n", display: "a.md")
    #expect(findings.map(\.rule) == ["required-sentence-missing"])
    #expect(findings.first?.isBlocking == true)
  }

  @Test(arguments: [
    ("[Rooms](rooms.html)", "link-leads-nowhere", true),
    ("[Rooms](#nowhere)", "link-leads-nowhere", true),
    ("[Rooms](http://library.example/)", "link-not-secure", false),
    ("[click here](https://library.example/)", "link-words-vague", false),
    ("[](https://library.example/)", "link-without-words", true),
    ("[Rooms](javascript:alert(1))", "unsafe-markup", true),
  ])
  func `a link that fails its reader is found`(
    link: String, rule: String, isBlocking: Bool
  ) throws {
    let findings = try style().findings(in: "# A\n\nSee \(link).\n", display: "a.md")
    #expect(findings.map(\.rule) == [rule])
    #expect(findings.first?.place?.line == 3)
    #expect(findings.first?.isBlocking == isBlocking)
  }

  @Test func `good links pass`() throws {
    let text = """
      # Rooms

      See [opening hours](#opening-hours), [the map](https://library.example/map)
      or [write to us](mailto:rooms@library.example).

      ## Opening hours

      Nine to five.
      """
    #expect(try style().findings(in: text, display: "a.md").isEmpty)
  }

  @Test func `hard English is graded, and no other language`() throws {
    let word = "Institutional characterisation necessitates interdepartmental administration. "
    let text = String(repeating: word, count: 25)
    let english = try style().findings(in: text, display: "a.md")
    #expect(english.map(\.rule) == ["reading-grade"])
    #expect(try style().findings(in: text, display: "a.md", language: "fr").isEmpty)
  }

  @Test func `an unknown key of the house style is refused with its line`() throws {
    let file = TemplateFile(
      display: "house-style.yml",
      bytes: Data("avoid: []\nmaxSentenceWords: 9\nforbid: []\n".utf8))
    #expect {
      try HouseStyle(file)
    } throws: { "\($0)".hasPrefix("house-style.yml:3:") }
  }
}
