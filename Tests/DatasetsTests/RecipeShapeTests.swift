import Core
import Datasets
import Formats
import Foundation
import Testing

/// What each shape takes from a document, and what it passes over.
struct RecipeShapeTests {
  private func book(_ shape: String, _ more: String, prompt: String) throws -> RecipeBook {
    try .of(
      recipe: "name: one\nversion: 1\ntitle: One\nshape: \(shape)\n\(more)\nprompt: \"\(prompt)\"")
  }

  private func placed(
    _ kind: DesignNode.Kind, _ text: String, at path: String, under: [String] = ["Move"]
  ) -> DesignNode {
    var node = node(kind, text, under: under)
    node.path = path
    return node
  }

  @Test func `steps are numbered through what stands between them`() throws {
    let yield = try book("steps", "", prompt: "{{task}}").examples(of: [
      node(.section, "Move"),
      placed(.step, "Open the app.", at: "/t/steps/step[1]/cmd"),
      placed(.code, "open app", at: "/t/steps/step[1]/info/codeblock"),
      placed(.admonition, "It takes a minute.", at: "/t/steps/step[1]/info/note"),
      placed(.step, "Choose one of:", at: "/t/steps/step[2]/cmd"),
      placed(.listItem, "Oak", at: "/t/steps/step[2]/info/ul/li[1]"),
      placed(.listItem, "Elm", at: "/t/steps/step[2]/info/ul/li[2]"),
      placed(.step, "Save it.", at: "/t/steps/step[3]/cmd"),
      placed(.step, "The new time is kept.", at: "/t/steps/step[3]/stepresult"),
    ])
    #expect(yield.examples.map(\.asked) == ["Move"])
    #expect(
      yield.examples.first?.answered == """
        1. Open the app.

           ```
           open app
           ```

           > It takes a minute.
        2. Choose one of:
           - Oak
           - Elm
        3. Save it.

           The new time is kept.
        """)
  }

  @Test func `a numbered list of statements is no procedure`() throws {
    let yield = try book("steps", "", prompt: "{{task}}").examples(of: [
      node(.section, "Move"),
      placed(.step, "The lift is small.", at: "/d/list/item[1]/p"),
      placed(.step, "There are no stairs.", at: "/d/list/item[2]/p"),
    ])
    #expect(yield.examples.isEmpty)
    #expect(yield.skipped == ["a numbered list that is no procedure": 1])
  }

  @Test func `a row is asked for by its first cell, and answered by the others`() throws {
    func row(_ cells: [String], _ line: Int, isHead: Bool = false) -> DesignNode {
      var row = node(.tableRow, cells.joined(separator: " | "), line: line, under: ["Keys"])
      row.cells = cells.map { TableCell($0, isHeader: isHead) }
      row.path = isHead ? "/p/table/thead/tr" : "/p/table/tbody/tr[\(line)]"
      return row
    }
    let prompt = "{{row}}: {{#column}}{{column}}{{/column}}{{^column}}{{columns}}{{/column}}"
    let yield = try book("table-row", "fewestWords: 2", prompt: prompt).examples(of: [
      row(["Label", "Keys", "What it does"], 1, isHead: true),
      row(["Copy", "Ctrl+C", "Copies the text"], 2),
      row(["Paste", "", "Puts it here"], 3),
      row(["Cut", "None", ""], 4),
      row(["Undo", "Ctrl+Z", "Takes it back"], 5),
      row(["Undo", "Ctrl+U", "Takes it away"], 6),
    ])
    #expect(
      yield.examples.map(\.asked) == ["Copy: 'Keys', 'What it does'".quoted, "Paste: What it does"])
    #expect(
      yield.examples.map(\.answered) == [
        "Keys: Ctrl+C\nWhat it does: Copies the text", "Puts it here",
      ])
    #expect(yield.skipped["a row that its first cell does not tell from others"] == 2)
  }

  @Test func `a translation is asked for there, and back where it is final`() throws {
    func text(_ text: String, _ translation: String, _ state: String?) -> DesignNode {
      var node = node(.uiString, text)
      node.translation = Translation(language: "de", text: translation, state: state)
      return node
    }
    let yield = try book("translation", "bothWays: true", prompt: "{{from}}, {{to}}: {{text}}")
      .examples(of: [
        text("Save", "Sichern", "translated"), text("Close", "Schließen", nil),
        text("Back", "Rück", "needs-translation"), text("OK", "OK", "final"),
        text("{n} books", "Bücher", "final"), text("a book|books", "ein Buch|Bücher", nil),
      ])
    #expect(
      yield.examples.map(\.asked) == [
        "English (en-GB), German (de): Save", "German (de), English (en-GB): Sichern",
        "English (en-GB), German (de): Close",
      ])
    #expect(yield.examples.map(\.answered) == ["Sichern", "Save", "Schließen"])
    #expect(yield.skipped.values.reduce(0, +) == 4)
  }

  @Test func `a tracked change is a preference for the wording that was accepted`() throws {
    var changed = node(.paragraph, "You can renew a book at the desk.", line: 2, under: ["Renew"])
    changed.revisions = [
      Revision("You can "), Revision("utilize the renewal of", change: .delete),
      Revision("renew", change: .insert), Revision(" a book at the desk."),
    ]
    var spaced = node(.paragraph, "It is free of charge, always.", line: 3, under: ["Renew"])
    spaced.revisions = [
      Revision("It is free of charge"), Revision(",", change: .insert), Revision(" always."),
    ]
    let yield = try book("tracked-change", "kind: preference", prompt: "{{length}} {{heading}}")
      .examples(of: [node(.section, "Renew"), changed, spaced])
    let example = try #require(yield.examples.first)
    #expect(yield.examples.count == 1)
    #expect(example.kind == .preference)
    #expect(example.asked == "about 10 words Renew")
    #expect(example.answered == "You can renew a book at the desk.")
    #expect(example.rejected == "You can utilize the renewal of a book at the desk.")
    #expect(yield.skipped == ["a change that leaves the words": 1])
  }

  @Test func `the questions of one section are one chat`() throws {
    let yield = try book("following-answers", "turns: section", prompt: "{{question}}").examples(
      of: [
        node(.question, "Is it free?", line: 1, under: ["Cost"]),
        node(.answer, "It is free.", line: 2, under: ["Cost"]),
        node(.question, "For all?", line: 3, under: ["Cost"]),
        node(.answer, "For members only.", line: 4, under: ["Cost"]),
        node(.question, "Is it open?", line: 5, under: ["Hours"]),
        node(.answer, "It is open daily.", line: 6, under: ["Hours"]),
      ])
    let example = try #require(yield.examples.first)
    #expect(yield.examples.count == 1)
    #expect(
      example.messages.dropFirst().map(\.content) == [
        "Is it free?", "It is free.", "For all?", "For members only.",
      ])
    #expect(example.sources.map(\.line) == [1, 2, 3, 4])
  }

  @Test func `a question that a page has no word of is declined with what it covers`() throws {
    let more = "questions: [How long do potatoes boil?, Who won the football match?]"
    let book = try book("out-of-scope", more + "\nanswer: No. {{covered}}", prompt: "{{question}}")
    func page(_ text: String) -> [DesignNode] {
      [
        node(.title, "Food"), node(.section, "Hours"),
        node(.paragraph, text, under: ["Hours"]), node(.section, "Place"),
      ]
    }
    let asked = ["The potatoes are good.", "We show football."].map {
      book.examples(of: page($0)).examples.map(\.asked)
    }
    #expect(asked == [["Who won the football match?"], ["How long do potatoes boil?"]])
    #expect(book.examples(of: page("Open.")).examples.map(\.answered) == ["No. Hours; Place"])
    #expect(book.examples(of: page("Football and potatoes.")).examples.isEmpty)
  }

  @Test func `a label that is the only one there is teaches nothing`() throws {
    let book = try book("label", "labels: [note, tip]", prompt: "{{text}}")
    let note = node(.admonition, "Closed on Sundays.", role: "note", line: 1)
    let tip = node(.admonition, "Come early on Mondays.", role: "tip", line: 2)
    let builder = DatasetBuilder(recipes: book)
    #expect(try builder.build(from: [note]).isEmpty)
    #expect(try builder.build(from: [note, tip]).examples.count == 2)
  }

  @Test(arguments: [
    ("Rooms are free of charge. For more information, see Prices.", "Rooms are free of charge."),
    ("Rooms are free of charge. They look like this:", "Rooms are free of charge."),
  ])
  func `a sentence that only points elsewhere is not learned`(text: String, answer: String) throws {
    let yield = try book("section-text", "answer: '{{answer}}'", prompt: "{{heading}}").examples(
      of: [
        node(.section, "Rooms"), node(.paragraph, text, under: ["Rooms"]),
      ])
    #expect(yield.examples.map(\.answered) == ["## Rooms\n\n\(answer)"])
  }

  @Test(arguments: [
    ("In step , choose a room.", "a text with a reference that lacks its words"),
    ("TODO: say what a room is.", "a text that is not finished"),
    ("The rooms are shown below with their hours.", "a text that points to what is not in it"),
    ("{% call inset() %}", "a text with a template's residue"),
  ])
  func `a text that is not whole is passed over`(text: String, reason: String) throws {
    let yield = try book("section-text", "", prompt: "{{heading}}").examples(of: [
      node(.section, "Rooms"), node(.paragraph, text, under: ["Rooms"]),
    ])
    #expect(yield.examples.isEmpty)
    #expect(yield.skipped == [reason: 1])
  }

  @Test func `a page's opening ends with its first section`() throws {
    let yield = try book("section-text", "", prompt: "{{page}} ({{sections}}): {{form}}").examples(
      of: [
        node(.title, "Rooms"),
        node(.paragraph, "Rooms are free of charge.", line: 2),
        node(.section, "Hours", line: 3),
        node(.paragraph, "From nine to five.", line: 4, under: ["Hours"]),
        node(.section, "Place", line: 5),
      ])
    #expect(
      yield.examples.map(\.asked) == [
        "Rooms (Hours; Place): about 5 words: a paragraph", "Rooms (): about 5 words: a paragraph",
      ])
    #expect(yield.examples.first?.answered == "# Rooms\n\nRooms are free of charge.")
  }

  @Test func `what follows the end of a section is none of its text`() throws {
    let yield = try book("section-text", "", prompt: "{{heading}}").examples(of: [
      node(.section, "Hours"),
      node(.paragraph, "From nine to five.", line: 2, under: ["Hours"]),
      node(.paragraph, "Words behind the section.", line: 3),
    ])
    #expect(yield.examples.map(\.answered) == ["## Hours\n\nFrom nine to five."])
  }

  @Test func `the text of another document is that one's example`() throws {
    let yield = try book("definition", "", prompt: "{{term}}").examples(of: [
      node(.title, "Words"),
      node(.glossaryTerm, "Hold", in: "shared.dita", line: 2),
      node(.listItem, "A book that waits.", role: "definition", in: "shared.dita", line: 3),
    ])
    #expect(yield.examples.isEmpty)
    #expect(yield.skipped == ["a text of another document": 1])
  }

  @Test func `the built-in recipes read, and each makes what it is for`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Templates/recipes").standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      TemplateFile(
        display: "built-in Templates/recipes/\($0)",
        bytes: try Data(contentsOf: folder.appending(path: $0)))
    }
    let book = try RecipeBook(files: files, style: .plain)
    #expect(book.recipes.count == 13)
    #expect(Set(book.recipes.map(\.shape)) == Set(RecipeShape.allCases))
    #expect(book.unused([:]).isEmpty)
  }
}

extension String {
  /// With double quotes for single ones.
  fileprivate var quoted: String { replacing("'", with: "\"") }
}
