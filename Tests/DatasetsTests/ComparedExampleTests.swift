import Core
import Datasets
import Foundation
import TestSupport
import Testing

struct ComparedExampleTests {
  private func compared(_ answer: String, asked: String = "", recipe: String = "section")
    -> ComparedExample
  {
    var comparing = ExampleComparing()
    var made = example("e", answer, in: "a.md", recipe: recipe)
    made.messages[0].content = asked
    return comparing.compared(made)
  }

  @Test(arguments: [
    ("Save  it\tnow ", " save it\r\nNOW"), ("Café ÅNGSTRÖM", "CAFE\u{301} \u{212B}ngstro\u{308}m"),
    ("한글 입력", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF} 입력"),
    ("a\u{A0}b\u{2003}c", "a b c"), ("ΆΛΦΑ", "\u{1FBB}λφα"), ("", " \n"),
  ])
  func `case, white space and composition do not tell texts apart`(one: String, other: String) {
    #expect(compared(one).key == compared(other).key)
    #expect(compared(one + "x").key != compared(other).key)
  }

  @Test(arguments: 0..<5)
  func `canonically equivalent texts of any characters are equal`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for text in MixedText.words(40, &random) + MixedText.jumbled(40, &random) {
      let whole = compared(text).key
      let forms = [
        text.decomposedStringWithCanonicalMapping, text.precomposedStringWithCanonicalMapping,
      ]
      // Foundation's Unicode is older than the standard library's, and leaves its newest marks as
      // they are; what is equivalent is a string's own equality.
      for form in forms where form == text { #expect(compared(form).key == whole) }
    }
  }

  @Test func `a section is its text alone, anything else also what was asked`() {
    #expect(compared("A text.", asked: "One").key == compared("A text.", asked: "Two").key)
    let one = compared("Save", asked: "One", recipe: "microcopy")
    #expect(one.key != compared("Save", asked: "Two", recipe: "microcopy").key)
    #expect(compared("b", asked: "a", recipe: "answer").key != compared("ab", recipe: "answer").key)
  }

  @Test func `a cache gives back what was put into it, or nothing`() {
    let whole = compared("one two three four five six seven")
    #expect(ComparedExample(whole.data) == whole)
    #expect(ComparedExample(whole.data.dropLast()) == nil)
    #expect(ComparedExample(Data(whole.data.dropFirst())) == nil)
    #expect(ComparedExample(Data()) == nil)
  }

  @Test func `what else was made of a dropped text's nodes is on the side of the one that stays`()
    throws
  {
    var planted = PlantedTexts(seed: 12, words: 5_000)
    var nodes: [DesignNode] = []
    for number in 0..<30 {
      let text = planted.text(words: 300)
      for name in ["a", "b"] {
        let document = "\(name)\(number).md"
        nodes += [
          node(.section, "Part \(number)", in: document, line: 1),
          node(.paragraph, text, in: document, line: 2),
          node(.question, "What of \(name) \(number)?", in: document, line: 3),
          node(.answer, planted.text(words: 8), in: document, line: 4),
        ]
      }
    }
    let built = try DatasetBuilder.plain().build(from: nodes)
    let report = try built.readReport()
    #expect(report.duplicates.count == 30)
    for number in 0..<30 {
      let split = try #require(report.groups["b\(number).md"])
      #expect(report.groups["a\(number).md"] == split)
    }
    #expect(Set(report.groups.values).count == 3)
  }
}
