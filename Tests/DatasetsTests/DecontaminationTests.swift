import Core
import Datasets
import TestSupport
import Testing

struct DecontaminationTests {
  @Test func `a run of thirteen words that an evaluation text shares is found and shown`() throws {
    var planted = PlantedTexts(seed: 1, words: 5_000)
    let run = planted.text(words: 13)
    let evaluation = [planted.text(words: 30), planted.text(words: 13) + " " + run, "too short"]
    let training = [
      planted.text(words: 100),
      planted.text(words: 50) + ", " + run.uppercased() + ". "
        + planted.text(words: 9), evaluation[1],
    ]
    let found = Decontamination(evaluation: evaluation, against: training)
    let overlap = try #require(found.overlaps.first)
    #expect(found.overlaps.count == 1)
    #expect((overlap.evaluation, overlap.words, overlap.covered, overlap.others) == (1, 26, 26, 2))
    #expect(overlap.matches.map(\.other) == [2, 1])
    #expect(overlap.matches.map(\.covered) == [26, 13])
    #expect(overlap.matches.map(\.passageWords) == [26, 13])
    #expect(overlap.matches[1].passage == run)
    #expect(found.tooShort == [2])
  }

  @Test func `twelve words in common are no contamination, eight are in a short text`() {
    var planted = PlantedTexts(seed: 2, words: 5_000)
    let run = planted.text(words: 12)
    let training = [planted.text(words: 40) + " " + run]
    let long = planted.text(words: 20) + " " + run
    #expect(Decontamination(evaluation: [long], against: training).overlaps.isEmpty)
    let found = Decontamination(evaluation: [run + " "], against: training).overlaps
    #expect(found.map(\.share) == [1])
  }

  @Test(arguments: 0..<10)
  func `the words covered are those of plain comparison`(seed: UInt64) {
    var planted = PlantedTexts(seed: seed, words: 3)
    let evaluation = (0..<12).map { _ in planted.text(words: planted.number(in: 5...40)) }
    let others = (0..<12).map { _ in planted.text(words: planted.number(in: 5...40)) }
    let found = Decontamination(evaluation: evaluation, against: others).overlaps
    for (place, text) in evaluation.enumerated() {
      let words = text.split(separator: " ")
      let length = words.count >= 13 ? 13 : 8
      var covered: Set<Int> = []
      if words.count >= length {
        for start in 0...(words.count - length) {
          let run = " " + words[start..<(start + length)].joined(separator: " ") + " "
          if others.contains(where: { " \($0) ".contains(run) }) {
            covered.formUnion(start..<(start + length))
          }
        }
      }
      #expect((found.first { $0.evaluation == place }?.covered ?? 0) == covered.count)
    }
  }

  @Test func `a finding names both places, and weighs by how much is shared`() throws {
    var planted = PlantedTexts(seed: 4, words: 5_000)
    let text = planted.text(words: 20)
    let half = text + " " + planted.text(words: 20)
    let found = Decontamination(evaluation: [text, half], against: [text])
    let findings = found.findings(
      evaluation: [SourcePlace("eval.jsonl", line: 1), SourcePlace("eval.jsonl", line: 2)],
      others: [SourcePlace("train.jsonl", line: 7)])
    #expect(findings.map(\.severity) == [.error, .warning])
    #expect(findings.map { $0.place?.description } == ["eval.jsonl:1", "eval.jsonl:2"])
    #expect(findings.allSatisfy { $0.message.contains("train.jsonl:7") })
  }
}
