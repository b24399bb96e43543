import Core
import Datasets
import Formats
import Foundation
import TestSupport
import Testing

/// Which examples teach nothing, and why.
struct QualityTests {
  private func reasons(
    _ answer: String, asked: String = "Write the section about rooms.", recipe: String = "section"
  ) -> [QualityReason] {
    Cleaning.cleaner().quality(of: Cleaning.example(asked: asked, answer, recipe: recipe))
  }

  private static let good = """
    You can reserve a study room up to two weeks ahead. Each reservation is for one to three hours.

    - Choose a branch, a day and a time.
    - Confirm with your card number.
    """

  @Test func `a good answer has no reason against it`() {
    #expect(reasons(Self.good) == [])
  }

  @Test(arguments: [
    ("Two words", "too-short", "the answer has 2 words; at least 3 are wanted"),
    (
      String(
        repeating: "A room can be reserved by anybody who lives here with no card. ", count: 300),
      "too-long", "the answer has 3900 words; at most 3000 are wanted"
    ),
    (
      "|--|{}#[]=><~ a room {{}} ==> []", "symbols",
      "74% of the answer are signs; at most 20% may be"
    ),
    (
      "Rooms open at nine.\nRooms open at nine.\nRooms open at nine.\nCards are free.",
      "repeated-lines", "50% of the lines stand in the answer before; at most 30% may"
    ),
    (
      String(repeating: "every room of the house is warm and dry today. ", count: 6),
      "repeated-words",
      "83% of the answer's words repeat earlier ones; at most 30% may"
    ),
    (
      "See https://library.example/rooms/all https://library.example/cards/all today.",
      "mostly-links", "88% of the answer are links' addresses; at most 30% may be"
    ),
    (
      "let room = Room();\nroom.open(at: 9);\nroom.close();\nIt is open now.", "mostly-code",
      "75% of the lines are code, and the prompt asks for prose; at most 50% may be"
    ),
    (
      "rooms and cards and desks and lamps and chairs and books and more books", "no-sentence",
      "none of the answer's 14 words ends a sentence"
    ),
    (
      "ALL ROOMS ARE CLOSED ON MONDAYS.", "all-capitals",
      "100% of the letters are capitals; at most 60% may be"
    ),
    (
      "For the hours see the table below.", "points-elsewhere",
      "the answer sends its reader elsewhere: 'see the table'"
    ),
    (
      "Dear {{ name }}, your room is ready.", "template-residue",
      "a template's variable was never filled in: {{ name }}"
    ),
    (
      "The hours are TBD by the board.", "unfinished",
      "the text says that it is not written yet: 'TBD'"
    ),
    (
      "Lorem ipsum dolor sit amet, then more.", "unfinished",
      "the text says that it is not written yet: 'lorem ipsum'"
    ),
    (
      "The caf\u{FFFD} opens at nine.", "damaged-text", "1 character is lost or of a private font"
    ),
    (
      "Die Räume sind für alle da, und Sie können sie auch ohne Karte für eine Stunde nutzen.",
      "other-language", "the answer is in 'de', and the dataset in 'en'"
    ),
  ])
  func `a rule says what it measured, and its bound`(answer: String, rule: String, message: String)
    throws
  {
    let found = reasons(answer)
    let reason = try #require(found.first { $0.rule.rawValue == rule }, "\(found)")
    #expect(reason.message == message)
    #expect((reason.measured == nil) == (reason.bound == nil))
  }

  @Test func `text read in a wrong encoding is damaged`() {
    let twice = String(decoding: Data("CafÃ© naÃ¯ve, itâ€™s".utf8), as: UTF8.self)
    #expect(reasons("The \(twice) open.").map(\.rule) == [.damagedText])
    #expect(reasons("\u{E001} opens the menu here.").map(\.rule) == [.damagedText])
  }

  @Test func `an answer that is its prompt again is found, and one that is not is not`() {
    let asked = "Rewrite this:\nThe library  opens at nine."
    #expect(reasons("The library opens at NINE.", asked: asked).map(\.rule) == [.answerIsPrompt])
    #expect(reasons("Our library opens at nine.", asked: asked) == [])
  }

  @Test(arguments: [
    // Words of other languages, and of an interface, that only look unfinished
    ("Puede leer todo lo que hay en la biblioteca.", "unfinished"),
    ("Use `{{ name }}` for the reader's name.", "template-residue"),
    ("```\nHello {{ name }}\n```\nThat greets the reader.", "template-residue"),
    ("Choose {count} rooms, or %d of them.", "template-residue"),
    (
      "Refer to the desk. " + String(repeating: "Rooms are open at nine. ", count: 4),
      "points-elsewhere"
    ),
    ("\"We open at nine,\" she said: “Come in…”", "no-sentence"),
    ("图书馆九点开门。您可以预订房间，每次最多三个小时，请带上借书证和身份证件。", "too-short"),
    ("NASA and the BBC open.", "all-capitals"),
  ])
  func `what only looks so is left alone`(answer: String, rule: String) {
    #expect(!reasons(answer).map(\.rule.rawValue).contains(rule))
  }

  @Test func `code is no fault where code is asked for`() {
    let code = "let room = Room();\nroom.open(at: 9);\nroom.close();"
    #expect(reasons(code, asked: "Write the code of a room.").map(\.rule) == [])
  }

  @Test func `a recipe of short answers is held to no rule about sentences`() {
    #expect(reasons("Save", recipe: "microcopy") == [])
    #expect(reasons("Save").map(\.rule) == [.tooShort])
    let german = "Sie können einen Raum für drei Stunden haben, wenn er nicht schon vergeben ist."
    #expect(reasons(german, recipe: "translation") == [])
  }

  @Test func `a language that is not known is held against none`() {
    let cleaner = TextCleaner(settings: Cleaning.settings, language: "cy")
    #expect(cleaner.quality(of: Cleaning.example(Self.good)) == [])
    let british = TextCleaner(settings: Cleaning.settings, language: "en-GB")
    #expect(british.quality(of: Cleaning.example(Self.good)) == [])
  }

  @Test func `a finding names the example, the reason and the way out`() {
    let example = Cleaning.example("Two words")
    let reason = Cleaning.cleaner().quality(of: example)[0]
    let finding = Finding.quality(reason, of: example, at: SourcePlace("rooms.md", line: 3))
    #expect(
      finding.description == """
        rooms.md:3: warning: example x1 is left out: the answer has 2 words; at least 3 are wanted \
        [dataset-quality-too-short]
          Correct the text it was made of, or change the rule in cleaning.yml.
        """)
  }

  // MARK: Settings

  @Test func `a desk's settings take the place of the built-in ones`() throws {
    let settings = try Cleaning.settings(with: ["off: [too-short]", "onlyMarked: [unfinished]"])
    let cleaner = TextCleaner(settings: settings, language: "en")
    #expect(cleaner.quality(of: Cleaning.example("Two words")) == [])
    #expect(cleaner.quality(of: Cleaning.example("It is TBD.")).map(\.isMark) == [true])
  }

  @Test(arguments: [
    ("off: [to-short]", "there is no rule 'to-short'"), ("colour: red", "unknown key 'colour'"),
    ("bounds: {too-short: 3}", "has no bound"), ("repeats: 3", "repeats"),
  ])
  func `settings that make no sense are refused at their line`(line: String, message: String) throws
  {
    let error = try #require(throws: YAMLError.self) { try Cleaning.settings(with: [line]) }
    #expect(error.description.hasPrefix("Templates/cleaning.yml:"))
    #expect(error.place.line ?? 0 > 1)
    #expect(error.description.contains(message), "\(error)")
  }

  // MARK: The page

  @Test func `the page about cleaning says what the rules are`() throws {
    let rows = CleaningRule.allCases.map { rule in
      let bound = Cleaning.settings.bounds[rule.rawValue].map { bound in
        bound > 0 && bound < 1 ? "\(Int((bound * 100).rounded())) %" : "\(Int(bound))"
      }
      let effect =
        Cleaning.settings.onlyMarked.contains(rule) ? "marked" : rule.effect.rawValue
      return ["`\(rule.rawValue)`", effect, bound ?? "", rule.meaning.replacing("<", with: "\\<")]
    }
    try expectTable(
      ["rule", "what it finds is", "bound", "what it finds"], rows, on: "Cleaning.md")
  }

  @Test func `each rule has a name of its own and a meaning`() {
    for rule in CleaningRule.allCases {
      #expect(rule.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
      #expect(rule.meaning.hasSuffix(".") || rule.meaning.hasSuffix("`."), "\(rule)")
      #expect((rule.effect == .redacts) == (rule.sensitiveKind != nil))
    }
    #expect(Set(CleaningRule.allCases.compactMap(\.sensitiveKind)) == Set(SensitiveKind.allCases))
  }
}
