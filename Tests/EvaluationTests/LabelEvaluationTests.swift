import Evaluation
import TestSupport
import Testing

struct LabelEvaluationTests {
  private static let (given, right): ([String], [String]) = {
    var chance = SeededGenerator(seed: 3)
    let labels = ["news", "opinion", "Übersicht", "漫画", "never right"]
    let right = (0..<1_200).map { _ in labels[Int.random(in: 0..<4, using: &chance)] }
    let given = right.map { label in
      Int.random(in: 0..<3, using: &chance) == 0
        ? labels[Int.random(in: 0..<5, using: &chance)] : label
    }
    return (given, right)
  }()

  private struct Question: Encodable {
    var given: [String]
    var right: [String]
    var positive: String
  }

  @Test(.enabled(if: References.arePresent, References.absent))
  func `precision, recall and F1 equal scikit-learn's`() async throws {
    let evaluation = try LabelEvaluation(Self.given, right: Self.right)
    let found = try await References.ask(
      "labels", Question(given: Self.given, right: Self.right, positive: "漫画"),
      [String: [Double]].self)
    #expect(abs(evaluation.accuracy - (found["accuracy"]?.first ?? -1)) < 1e-12)
    let averages: [String: LabelEvaluation.Average] = [
      "micro": .micro, "macro": .macro, "weighted": .weighted, "binary": .binary(positive: "漫画"),
    ]
    for (name, average) in averages {
      let scores = evaluation.scores(average)
      let wanted = try #require(found[name])
      for (ours, theirs) in zip([scores.precision, scores.recall, scores.f1], wanted) {
        #expect(abs(ours - theirs) < 1e-12, "\(name)")
      }
    }
  }

  @Test func `what is never given or never right counts as nothing`() throws {
    let evaluation = try LabelEvaluation(["a", "a", "b"], right: ["a", "c", "c"])
    #expect(evaluation.labels == ["a", "b", "c"])
    #expect(abs(evaluation.accuracy - 1.0 / 3) < 1e-12)
    let macro = evaluation.scores(.macro)
    #expect(abs(macro.precision - 1.0 / 6) < 1e-12)
    #expect(abs(macro.recall - 1.0 / 3) < 1e-12)
    #expect(abs(macro.f1 - 2.0 / 9) < 1e-12)
    #expect(evaluation.scores(.binary(positive: "nowhere")).f1 == 0)
  }

  @Test func `what is no label is wrong, and no label`() throws {
    let evaluation = try LabelEvaluation(
      ["a", "I think it is a", "b"], right: ["a", "a", "b"], among: ["a", "b"])
    #expect(evaluation.labels == ["a", "b"] && evaluation.statistics.count == 3)
    #expect(abs(evaluation.accuracy - 2.0 / 3) < 1e-12)
    #expect(abs(evaluation.scores(.macro).f1 - (2.0 / 3 + 1) / 2) < 1e-12)
  }

  @Test func `labels without their right ones are refused`() {
    #expect(throws: EvaluationError.self) { try LabelEvaluation(["a"], right: []) }
    #expect(throws: EvaluationError.self) { try LabelEvaluation([], right: []) }
  }

  @Test func `a resample's figures are made of the same statistics`() throws {
    let evaluation = try LabelEvaluation(["a", "b", "b"], right: ["a", "a", "b"])
    let total = evaluation.statistics.total(of: [0, 0, 2])
    #expect(evaluation.accuracy(of: total) == 1)
    #expect(evaluation.scores(.macro, of: total).f1 == 1)
  }
}
