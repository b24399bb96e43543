import Core
import Engines
import Formats
import Foundation
import TestSupport
import Testing

struct ExtractiveEngineTests {
  private func drafts(
    _ n: Int, _ sections: [(heading: String, markers: [String])], _ passages: [Passage],
    words: Int = 40
  ) async throws -> [String] {
    let sections = sections.map {
      DraftPlan.Section(heading: $0.heading, ask: "", words: words, passages: $0.markers)
    }
    return try await ExtractiveEngine()
      .answer(request(n: n, sections: sections, passages: passages), in: .none)
      .candidates.map(\.content)
  }

  private func part(
    _ excerpt: String, _ form: Excerpt.Form, _ item: Int? = nil, depth: Int? = nil,
    isDivisible: Bool = false, _ headings: [String] = []
  ) -> ExcerptPlace {
    ExcerptPlace(
      excerpt: excerpt, form: form, item: item, depth: depth, isDivisible: isDivisible,
      headings: headings)
  }

  @Test func `a draft has the plan's title and sections, each block with its citation`()
    async throws
  {
    let rules = ["Study room rules", "How long"]
    let draft = try await drafts(
      1,
      [
        ("Before you start", ["S1"]), ("Step by step", ["S3", "S4", "S5", "S6", "S2"]),
        ("Rooms", ["S7", "S8", "S9"]),
      ],
      [
        passage("S1", "You need a library card."),
        passage("S3", "Choose a room.", .step, line: 3, at: part("E2", .steps, 1, rules)),
        passage("S4", "The app shows it.", .step, line: 4, at: part("E2", .steps, 1, rules)),
        passage("S5", "Choose one of:", .step, line: 5, at: part("E2", .steps, 2, rules)),
        passage("S6", "an hour", .listItem, line: 6, at: part("E2", .steps, 2, depth: 1, rules)),
        passage("S2", "Both are free.", .step, line: 6, at: part("E2", .steps, 2, rules)),
        passage("S7", "These rooms have a screen:", line: 7, at: part("E3", .table)),
        passage("S8", "Room | Seats", .tableRow, line: 8, at: part("E3", .table)),
        passage("S9", "Oak | 8", .tableRow, line: 9, at: part("E3", .table, 1)),
      ])
    #expect(
      draft == [
        """
        # Study rooms

        ## Before you start

        You need a library card. [S1]

        ## Step by step

        ### How long

        1. Choose a room. [S3] The app shows it. [S4]
        2. Choose one of: [S5]
           - an hour [S6]

           Both are free. [S2]

        ## Rooms

        These rooms have a screen: [S7]

        | Room | Seats [S8] |
        | --- | --- |
        | Oak | 8 [S9] |

        """
      ])
  }

  @Test func `a list of terms, a list in parts and an answer stand as they stood`() async throws {
    let draft = try await drafts(
      1, [("Words", ["S1", "S2"]), ("Bring", ["S3", "S5", "S4"]), ("Asked", ["S6", "S7"])],
      [
        passage("S1", "Hold", .glossaryTerm, at: part("E1", .terms, 1)),
        passage("S2", "A book that waits for you.", .listItem, at: part("E1", .terms, 1)),
        passage("S3", "Bring one of these:", at: part("E2", .list, isDivisible: true)),
        passage(
          "S4", "a passport", .listItem, line: 2, at: part("E2", .list, 1, isDivisible: true)),
        passage(
          "S5", "a rent book", .listItem, line: 4, at: part("E2", .list, 3, isDivisible: true)),
        passage("S6", "What does a card cost?", .question, at: part("E3", .answer)),
        passage("S7", "It is free.", .answer, at: part("E3", .answer, 1)),
      ])
    #expect(
      draft.first?.hasSuffix(
        """
        ## Words

        - **Hold** [S1]: A book that waits for you. [S2]

        ## Bring

        Bring one of these: [S3]

        - a passport [S4]
        - a rent book [S5]

        ## Asked

        ### What does a card cost? [S6]

        It is free. [S7]

        """) == true)
  }

  @Test func `a heading comes with a text that does not say what it is about`() async throws {
    let draft = try await drafts(
      1, [("When to use it", ["S1", "S2", "S3"])],
      [
        passage(
          "S1", "Use it for numbers only.",
          at: part("E1", .prose, 1, ["Spin boxes", "When to use"])),
        passage(
          "S2", "A slider sets a volume.", in: "b", at: part("E2", .prose, 1, ["Sliders", "Use"])),
        passage(
          "S3", "Keep labels short.", in: "c", at: part("E3", .prose, 1, ["Tabs", "Guidelines"])),
      ])
    #expect(
      draft.first?.hasSuffix(
        """
        ## When to use it

        ### Spin boxes

        Use it for numbers only. [S1]

        ### Sliders: Use

        A slider sets a volume. [S2]

        ### Tabs: Guidelines

        Keep labels short. [S3]

        """) == true)
  }

  @Test func `a procedure is quoted whole or not at all`() async throws {
    let steps = (1...4).map { number in
      passage(
        "S\(number)", "Press the button number \(number) now.", .step, line: number,
        at: part("E1", .steps, number))
    }
    let paragraph = passage("S5", "Rooms are free of charge for everyone.", line: 9)
    let drafts = try await drafts(
      4, [("Steps", ["S1", "S2", "S3", "S4", "S5"])], steps + [paragraph], words: 10)
    for draft in drafts {
      let quoted = (1...4).filter { draft.contains("[S\($0)]") }.count
      #expect(quoted == 0 || quoted == 4)
    }
    #expect(drafts.contains { $0.contains("4. Press the button number 4 now. [S4]") })
    #expect(drafts.contains { !$0.contains("[S4]") })
  }

  @Test func `a section for which nothing was found says so and nothing else`() async throws {
    let draft = try await drafts(1, [("Fees", [])], [passage("S1", "Rooms are free.")])
    #expect(draft == ["# Study rooms\n\n## Fees\n\n\(DraftPlan.nothingFound)\n"])
  }

  @Test func `an editor's remark is never quoted`() async throws {
    let draft = try await drafts(
      1, [("Rooms", ["S1"])], [passage("S1", "Hide Willow for now.", .comment)])
    #expect(draft.first?.contains("Willow") == false)
    #expect(draft.first?.contains(DraftPlan.nothingFound) == true)
  }

  @Test func `a passage that two sections want stands where it answers best`() async throws {
    let draft = try await drafts(
      1, [("Overview", ["S2", "S1"]), ("Limits", ["S1", "S2"])],
      [passage("S1", "Two hours a day at most."), passage("S2", "Eleven rooms at three branches.")])
    let halves = try #require(draft.first).split(separator: "## Limits")
    #expect(halves.map { $0.contains("[S1]") } == [false, true])
    #expect(halves.map { $0.contains("[S2]") } == [true, false])
  }

  @Test func `a section whose only passage stands elsewhere points there`() async throws {
    let draft = try await drafts(
      1, [("Limits", ["S1"]), ("Rules", ["S1"])], [passage("S1", "Two hours a day at most.")])
    #expect(draft.first?.hasSuffix("## Rules\n\nSee “Limits”. [S1]\n") == true)
  }

  @Test func `a text that two documents share is quoted once`() async throws {
    let draft = try await drafts(
      1, [("Limits", ["S1", "S2"])],
      [
        passage("S1", "Two hours a day.", in: "a.md"),
        passage("S2", "Two  hours a day.", in: "b.md"),
      ])
    #expect(draft.first?.contains("[S2]") == false)
  }

  @Test func `what Markdown would read as markup is quoted as it stands`() async throws {
    let draft = try await drafts(
      1, [("Text", ["S1", "S2", "S3"])],
      [
        passage("S1", "1. Use *stars*, [links](x), snake_case & AT&amp;T"),
        passage("S2", "# no heading"), passage("S3", "let x = `y`", .code),
      ])
    #expect(
      draft.first?.hasSuffix(
        ##"""
        1\. Use \*stars\*, \[links\](x), snake_case & AT\&amp;T [S1]

        \# no heading [S2]

        `` let x = `y` `` [S3]

        """##) == true)
  }

  @Test func `what says the same again is left out, in other sections too`() async throws {
    let draft = try await drafts(
      1, [("Limits", ["S1", "S2"]), ("Rules", ["S3", "S4"])],
      [
        passage("S1", "A booking is two hours a day at most for one card."),
        passage("S2", "A booking is two hours a day at most for one member."),
        passage("S3", "A booking: two hours a day for one card at most!", in: "b"),
        passage("S4", "Groups of more than eight people meet in the hall.", in: "b"),
      ])
    let markers = ["S1", "S2", "S3", "S4"]
    #expect(markers.filter { draft.first?.contains("[\($0)]") == true } == ["S1", "S4"])
  }

  @Test func `the candidates are of the wanted length, short, of other passages, and full`()
    async throws
  {
    let passages = [
      passage("S1", "A booking lasts two hours at most."),
      passage("S2", "Cards hold three bookings ahead."),
      passage("S3", "Groups over eight people meet elsewhere, in the hall."),
      passage("S4", "Bookings open fourteen days before."),
    ]
    let found = try await drafts(4, [("Limits", ["S1", "S2", "S3", "S4"])], passages, words: 13)
    let cited = found.map { draft in ["S1", "S2", "S3", "S4"].filter { draft.contains("[\($0)]") } }
    #expect(cited == [["S1", "S2"], ["S1"], ["S3", "S4"], ["S1", "S2", "S3"]])
  }

  @Test func `fewer drafts come back where no other can be made`() async throws {
    let found = try await drafts(3, [("Limits", ["S1"])], [passage("S1", "Two hours a day.")])
    #expect(found.count == 1)
  }

  @Test(arguments: 0..<30)
  func `every quotation is a passage of the plan, cited, and stands once`(seed: UInt64) async throws
  {
    var random = SeededGenerator(seed: seed)
    let kinds: [DesignNode.Kind] = [.paragraph, .step, .listItem, .answer, .requirement]
    let passages = (1...20).map { number in
      passage(
        "S\(number)", "Fact\(number) room\(number) door\(number)",
        kinds[Int.random(in: 0..<kinds.count, using: &random)], line: number)
    }
    let sections = (1...5).map { number in
      (
        heading: "Section \(number)",
        markers: passages.map(\.marker).shuffled(using: &random)
          .prefix(Int.random(in: 0...6, using: &random)).map { $0 }
      )
    }
    for draft in try await drafts(4, sections, passages, words: 12) {
      var quoted: [String] = []
      for line in draft.split(separator: "\n") where !line.hasPrefix("#") {
        if line == DraftPlan.nothingFound { continue }
        let marker = try #require(line.firstMatch(of: /\[(S[0-9]+)\]$/)).output.1
        if line.hasPrefix("See ") { continue }
        let source = try #require(passages.first { $0.marker == marker })
        #expect(line.contains(source.text))
        quoted.append(source.text)
      }
      #expect(Set(quoted).count == quoted.count)
    }
  }

  @Test func `the record says that no model and no network took part`() async throws {
    let asked = request(
      sections: [.init(heading: "H", ask: "", words: 10, passages: ["S1"])],
      passages: [passage("S1", "A fact.")])
    let reply = try await ExtractiveEngine().answer(asked, in: .none)
    #expect(!ExtractiveEngine().isGenerative)
    #expect(reply.run.engine == "extractive 1")
    #expect(reply.run.endpoint == "none")
    #expect(reply.run.modelAsked == "mock-gpt")
    #expect(reply.run.modelAnswered == "extractive-1")
    #expect(reply.run.promptTokens == .unknown)
    #expect(reply.run.requestDigest == Digest(of: try CanonicalJSON.line(asked.request.body)))
    #expect(reply.candidates.map(\.finishReason) == ["stop"])
    #expect(try await ExtractiveEngine().answer(asked, in: .none) == reply)
  }

  @Test func `a paragraph that was said is not said again beside another`() async throws {
    let same = "In some cases it helps to order the options from most common to least common."
    let draft = try await drafts(
      1, [("How it works", ["S1", "S2", "S3", "S4"])],
      [
        passage("S1", "Order checkbox options by the alphabet.", at: part("E1", .prose, 1)),
        passage("S2", same, at: part("E1", .prose, 2)),
        passage("S3", "Radios stand below each other, unlike all else.", at: part("E2", .prose, 1)),
        passage("S4", same, at: part("E2", .prose, 2)),
      ], words: 100)
    #expect(try #require(draft.first).ranges(of: same).count == 1)
  }

  @Test func `a quotation that does not name its subject has its document's heading`()
    async throws
  {
    let draft = try await drafts(
      1, [("How it works", ["S1", "S2"])],
      [
        passage(
          "S1", "If the domain is ours, you must use the other header.",
          at: part("E1", .prose, 1, ["Generic masthead"])),
        passage(
          "S2", "A study room is kept for ten minutes.",
          at: part("E2", .prose, 1, ["Study room rules"])),
      ])
    let text = try #require(draft.first)
    #expect(text.contains("### Generic masthead\n\nIf the domain"))
    #expect(!text.contains("### Study room rules"))
  }

  @Test func `a section for which nothing was found says so`() async throws {
    let draft = try await drafts(1, [("Steps", [])], [])
    #expect(try #require(draft.first).contains(DraftPlan.nothingFound))
  }
}
