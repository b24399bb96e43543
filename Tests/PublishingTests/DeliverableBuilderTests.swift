import Core
import Formats
import Foundation
import Publishing
import Testing

struct DeliverableBuilderTests {
  private let builder = DeliverableBuilder(template: template)

  private func page(_ manuscript: Manuscript) throws -> String {
    String(decoding: try builder.build(manuscript).page, as: UTF8.self)
  }

  @Test func `a page stands alone and names its language, licence and making`() throws {
    let page = try page(manuscript())
    #expect(page.contains("<html lang=\"en\">"))
    #expect(page.contains("<h1 id=\"p1\">Reserve a study room</h1>"))
    #expect(page.contains("href=\"https://spdx.org/licenses/CC-BY-4.0.html\""))
    #expect(page.contains("href=\"../../index.html\">How this was made</a>"))
    #expect(page.contains("21 November 2026"))
    #expect(!page.contains("<link"))
    #expect(!page.contains("src="))
    #expect(page.ranges(of: "<h1").count == 1)
  }

  @Test func `a text without a heading gets its title as one`() throws {
    let page = try page(manuscript(markdown: "Rooms are free.\n"))
    #expect(page.contains("<h1>Reserve a study room</h1>"))
  }

  @Test func `a model's part is disclosed in words and to machines, and only then`() throws {
    let assisted = try page(manuscript(disclosure: .aiAssisted))
    #expect(assisted.contains("data-ai-disclosure=\"ai-assisted\""))
    #expect(assisted.contains("An AI model helped to draft this text."))
    #expect(assisted.contains("CompositeWithTrainedAlgorithmicMediaDigitalSource"))
    let plain = try page(manuscript())
    #expect(plain.contains("No AI model took part in this text"))
    #expect(!plain.contains("digitalSourceType"))
  }

  @Test func `no title can break out of the page`() throws {
    let page = try page(manuscript(title: "</script><script>alert(1)</script>\u{1}"))
    #expect(!page.contains("<script>"))
    #expect(page.ranges(of: "</script>").count == 1)
    #expect(!page.contains("\u{1}"))
  }

  @Test func `a link to a heading's name leads to the heading`() throws {
    let page = try page(manuscript())
    #expect(page.contains("<a href=\"#p9\">what it costs</a>"))
    #expect(page.contains("<h2 id=\"p9\">What it costs</h2>"))
  }

  @Test func `passages keep the sources of the draft, and tell what was edited`() throws {
    let draft = [
      block("Rooms", node: "n-1"), block("Rooms are free.", node: "n-2"),
      block("Bring your card.", node: "n-3"),
    ]
    let built = try builder.build(
      manuscript(
        markdown: "# Rooms\n\nRooms are free for members.\n\nBring your card.\n", draft: draft))
    #expect(built.passages.map(\.anchor) == ["p1", "p2", "p3"])
    #expect(built.passages.map(\.isEdited) == [false, true, false])
    #expect(built.passages.map { $0.sources.map(\.node) } == [["n-1"], ["n-2"], ["n-3"]])
    #expect(built.isEdited)
  }

  @Test func `a passage that was added claims no source`() throws {
    let draft = [block("Rooms are free.", node: "n-2")]
    let built = try builder.build(
      manuscript(markdown: "Rooms are free.\n\nThey have windows.\n", draft: draft))
    #expect(built.passages.map(\.isEdited) == [false, true])
    #expect(built.passages.last?.sources == [])
  }

  @Test func `a draft that nobody touched is not edited`() throws {
    let draft = [block("Rooms are free.", node: "n-2")]
    let built = try builder.build(manuscript(markdown: "Rooms are free.\n", draft: draft))
    #expect(!built.isEdited)
  }

  @Test(arguments: [
    ("", "empty-manuscript"),
    ("![](a.png) Text.", "image-without-text-alternative"),
    ("<b>Text</b>", "unsafe-markup"),
    ("# A\n\n### B\n", "skipped-heading-level"),
  ])
  func `what cannot be published as it is gives a finding`(markdown: String, rule: String) throws {
    let built = try builder.build(manuscript(markdown: markdown))
    #expect(built.findings.map(\.rule).contains(rule))
  }

  @Test func `a time that no record would write is refused`() {
    var undated = manuscript()
    undated.modified = "yesterday"
    #expect(throws: PublishingError.self) { try builder.build(undated) }
  }

  @Test func `equal manuscripts give equal bytes`() throws {
    let first = try builder.build(manuscript(disclosure: .aiAssisted))
    let second = try builder.build(manuscript(disclosure: .aiAssisted))
    #expect(first.page == second.page)
    #expect(first.epub == second.epub)
  }

  @Test func `an identifier is a UUID of the piece and the deliverable alone`() throws {
    let piece = try #require(PieceID("booking/rooms-7f3kq"))
    let urn = Manuscript.identifier(of: "faq", in: piece)
    #expect(
      urn.wholeMatch(
        of: /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    #expect(urn == Manuscript.identifier(of: "faq", in: piece))
    #expect(urn != Manuscript.identifier(of: "guide", in: piece))
  }
}
