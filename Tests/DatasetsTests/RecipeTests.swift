import Core
import Datasets
import Formats
import Foundation
import Testing

struct RecipeTests {
  @Test func `a section becomes an instruction and its text as Markdown`() throws {
    let under = ["Reserve a room"]
    let built = try DatasetBuilder.plain().build(from: [
      node(.title, "Study rooms in the app"),
      node(.section, "Reserve a room", line: 2),
      node(.paragraph, "Choose a room to see its free times.", line: 3, under: under),
      node(.step, "Choose a start time.", line: 4, under: under),
      node(.comment, "Priya: is this still right?", line: 5, under: under),
      node(.step, "Choose Confirm booking.", line: 6, under: under),
      node(.listItem, "Two hours at most", line: 7, under: under),
      node(.listItem, "One booking a day", line: 8, under: under),
      node(.tableRow, "Oak | 8 seats", line: 9, under: under),
    ])
    let example = try #require(built.examples.first)
    #expect(built.examples.count == 1)
    #expect(example.recipe == "section")
    #expect(example.group == "rooms.html")
    #expect(
      example.messages == [
        ChatMessage(.system, "Write for members in this voice: plain"),
        ChatMessage(
          .user,
          "Section Reserve a room of Study rooms, under Study rooms in the app, rooms.html"),
        ChatMessage(
          .assistant,
          """
          ## Reserve a room

          Choose a room to see its free times.

          1. Choose a start time.
          2. Choose Confirm booking.

          - Two hours at most
          - One booking a day

          - Oak | 8 seats
          """),
      ])
    #expect(example.sources.map(\.line) == [2, 3, 4, 6, 7, 8, 9])
  }

  @Test func `an editor's remark is in no example and is counted`() throws {
    let built = try DatasetBuilder.plain().build(from: [
      node(.section, "Opening", line: 1),
      node(.paragraph, "The library opens at nine.", line: 2),
      node(.comment, "TOPSECRET remark", line: 3),
    ])
    let files = [built.train, built.validation, built.test, built.card]
    #expect(files.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("TOPSECRET") })
    #expect(try built.readReport().skipped == ["an editor's remark": 1])
  }

  @Test func `a section's text ends with the next section and with the document`() throws {
    let built = try DatasetBuilder.plain().build(from: [
      node(.section, "One", in: "a.md", line: 1),
      node(.paragraph, "First text of three.", in: "a.md", line: 2),
      node(.section, "Two", in: "a.md", line: 3),
      node(.paragraph, "Second text of three.", in: "a.md", line: 4),
      node(.paragraph, "Preface of another document.", in: "b.md", line: 1),
    ])
    #expect(
      built.examples.compactMap(\.messages.last?.content) == [
        "## One\n\nFirst text of three.", "## Two\n\nSecond text of three.",
      ])
  }

  @Test func `a question gets the answers that follow it`() throws {
    let built = try DatasetBuilder.plain().build(from: [
      node(.question, "Can I stay longer?", line: 1),
      node(.answer, "Yes, by 30 minutes.", line: 2),
      node(.answer, "Two hours a day at most.", line: 3),
      node(.question, "And without an answer?", line: 4),
      node(.paragraph, "Something else altogether.", line: 5),
    ])
    let example = try #require(built.examples.first)
    #expect(example.recipe == "answer")
    #expect(
      example.messages.dropFirst().map(\.content) == [
        "Answer: Can I stay longer?", "Yes, by 30 minutes.\n\nTwo hours a day at most.",
      ])
    #expect(built.examples.count == 1)
    #expect(try built.readReport().skipped == ["a question without an answer": 1])
  }

  @Test func `a heading that asks is a question with its section as the answer`() throws {
    let built = try DatasetBuilder.plain().build(from: [
      node(.section, "What if I am late?", line: 1),
      node(.paragraph, "The room is held for 15 minutes.", line: 2),
    ])
    #expect(built.examples.map(\.recipe) == ["answer"])
    #expect(built.examples.first?.messages[1].content == "Answer: What if I am late?")
  }

  @Test func `a label is asked for by its role, its trail and the text before it`() throws {
    let under = ["Booking", "Confirm"]
    let built = try DatasetBuilder.plain().build(from: [
      node(.section, "Confirm", line: 1, under: ["Booking"]),
      node(.uiString, "Branch", role: "label", line: 2, under: under),
      node(.uiString, "Confirm booking", role: "button", line: 3, under: under),
    ])
    let asked = built.examples.map { $0.messages[1].content }
    #expect(
      asked == [
        "Text of the label in Booking > Confirm",
        "Text of the button in Booking > Confirm; before it stands \"Branch\"",
      ])
    #expect(built.examples.last?.messages.last?.content == "Confirm booking")
  }

  @Test func `a control that a sentence names is asked for by the gap it leaves`() throws {
    let built = try DatasetBuilder.plain().build(from: [
      node(.step, "Choose Save changes.", line: 1, under: ["Change"]),
      node(.uiString, "Save changes", role: "control", line: 1, under: ["Change"]),
      node(.uiString, "Ctrl", role: "key", line: 2, under: ["Change"]),
    ])
    #expect(
      built.examples.map { $0.messages[1].content } == [
        "Text of the control in Change; it is the gap in \"Choose ____.\""
      ])
    #expect(try built.readReport().skipped == ["a key of the keyboard": 1])
  }

  @Test func `a label that its context does not tell from another is left out`() throws {
    let built = try DatasetBuilder.plain().build(from: [
      node(.uiString, "Save", role: "button", in: "a.svg", under: ["Settings"]),
      node(.uiString, "Delete", role: "button", in: "b.svg", under: ["Settings"]),
      node(.uiString, "Close", role: nil, in: "c.svg", under: ["Settings"]),
      node(.uiString, "→", role: "button", in: "c.svg", under: ["Settings"]),
    ])
    #expect(built.examples.isEmpty)
    #expect(
      try built.readReport().skipped == [
        "the same request with different answers": 2, "a UI text without a role or a context": 1,
        "a UI text without words": 1,
      ])
  }

  @Test func `documents that answer one question differently are named`() throws {
    let built = try DatasetBuilder.plain().build(from: [
      node(.question, "How long is a room held?", in: "flow.html", line: 12),
      node(.answer, "For 15 minutes.", in: "flow.html", line: 13),
      node(.question, "How long is a room held?", in: "rules.md", line: 40),
      node(.answer, "For 20 minutes.", in: "rules.md", line: 41),
    ])
    let finding = try #require(built.findings.first { $0.rule == "dataset-contradiction" })
    #expect(finding.place?.description == "UXDesignDocs/sources/rules.md:40")
    #expect(finding.message.contains("flow.html:12"))
    #expect(finding.severity == .warning)
    #expect(built.examples.isEmpty)
  }

  @Test func `a template with an unknown variable is refused with its place`() async throws {
    let error = try #require(
      throws: TemplateError.self,
      performing: {
        try DatasetStyle(
          DatasetSubject(title: "T", audience: "a", voice: "v", language: "en", licence: "MIT"),
          template: { TemplateFile(display: $0, bytes: .init("{{nobody}}".utf8)) })
      })
    #expect(error.place.description == "recipes/system.mustache:1:1")
  }
}
