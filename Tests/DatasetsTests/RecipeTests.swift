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
          "Section Reserve a room of Study rooms, under Reserve a room, rooms.html"),
        ChatMessage(
          .assistant,
          """
          ## Reserve a room

          Choose a room to see its free times.

          1. Choose a start time.
          2. Choose Confirm booking.

          - Two hours at most
          - One booking a day

          - Oak: 8 seats
          """),
      ])
    #expect(example.sources.map(\.line) == [2, 3, 4, 6, 7, 8, 9])
  }

  @Test func `an editor's remark is in no example and is counted`() throws {
    let built = try DatasetBuilder.plain().build(from: [
      node(.section, "Opening", line: 1),
      node(.paragraph, "The library opens at nine.", line: 2, under: ["Opening"]),
      node(.comment, "TOPSECRET remark", line: 3, under: ["Opening"]),
    ])
    let files = [built.train, built.validation, built.test, built.card]
    #expect(files.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("TOPSECRET") })
    #expect(try built.readReport().skipped == ["an editor's remark": 1])
  }

  @Test func `a section's text ends with the next section and with the document`() throws {
    let built = try DatasetBuilder.plain().build(from: [
      node(.section, "One", in: "a.md", line: 1),
      node(.paragraph, "First text of three.", in: "a.md", line: 2, under: ["One"]),
      node(.section, "Two", in: "a.md", line: 3),
      node(.paragraph, "Second text of three.", in: "a.md", line: 4, under: ["Two"]),
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
      node(.paragraph, "The room is held for 15 minutes.", line: 2, under: ["What if I am late?"]),
    ])
    #expect(built.examples.map(\.recipe) == ["answer"])
    #expect(built.examples.first?.messages[1].content == "Answer: What if I am late?")
  }

  @Test func `a control that a sentence names is asked for by the gap it leaves`() throws {
    let under = ["Change"]
    let built = try DatasetBuilder.plain().build(from: [
      node(.step, "To keep the change, choose Save changes.", line: 1, under: under),
      node(.uiString, "Save changes", role: "button", line: 1, under: under),
      node(.step, "Press Ctrl and S.", line: 2, under: under),
      node(.uiString, "Ctrl", role: "key", line: 2, under: under),
    ])
    #expect(
      built.examples.map { $0.messages[1].content } == [
        "Text of the button in Change; To keep the change, choose ____."
      ])
  }

  @Test func `a control of a table is asked for by the row's other cells`() throws {
    let under = ["Bookmarks"]
    var head = node(.tableRow, "Label | What it does", line: 1, under: under)
    head.path = "/page/table/thead/tr"
    head.cells = [TableCell("Label", isHeader: true), TableCell("What it does", isHeader: true)]
    var row = node(.tableRow, "Add | Keeps the address for later", line: 2, under: under)
    row.path = "/page/table/tbody/tr"
    row.cells = [TableCell("Add"), TableCell("Keeps the address for later")]
    let label = node(.uiString, "Add", role: "button", line: 2, under: under)
    let yield = try RecipeBook.of().examples(of: [head, row, label])
    #expect(
      yield.examples.map { $0.messages[1].content } == [
        "Text of the button in Bookmarks; Label: ____ | What it does: Keeps the address for later"
      ])
  }

  @Test func `a text of a drawn screen is asked for by the screen around it`() throws {
    let recipe = """
      {name: screen, version: 1, title: Screens, shape: interface-text,
       prompt: "{{screen}} {{around}}"}
      """
    let yield = try RecipeBook.of(recipe: recipe).examples(of: [
      node(.title, "A booking"),
      node(.figure, "The screen shows a booking and how to end it."),
      node(.uiString, "Oak, 14:00", role: "text", line: 3),
      node(.uiString, "Cancel booking", role: "text", line: 4),
    ])
    #expect(
      yield.examples.last?.messages[1].content
        == "The screen shows a booking and how to end it. Oak, 14:00 / ____")
    #expect(yield.examples.last?.messages.last?.content == "Cancel booking")
  }

  @Test func `a label that its context does not tell from another is left out`() throws {
    let yield = try RecipeBook.of().examples(of: [
      node(.uiString, "Delete", role: "button", under: ["Settings"]),
      node(.uiString, "→", role: "button", under: ["Settings"]),
      node(.paragraph, "Choose a label such as Save, which says what it does.", under: ["Labels"]),
      node(.uiString, "Save", role: "button", under: ["Labels"]),
    ])
    #expect(yield.examples.isEmpty)
    #expect(
      yield.skipped == [
        "a UI text without a context that tells its words": 1, "a UI text without words": 1,
        "a UI text that its sentence only names among others": 1,
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
}
