import Evaluation
import TestSupport
import Testing

struct SignificanceTests {
  private struct Question: Encodable {
    var baseline: [String]
    var candidate: [String]
    var references: [String]
    var seed = 11
    var resamples = 300
  }

  private static let pairs = MixedPairs.make(240, seed: 5).suffix(120)
    .map { TextPair($0.hypothesis, reference: $0.references[0]) }
  /// As the baseline, but every third line right.
  private static let better = pairs.enumerated().map { index, pair in
    index % 3 == 0 ? TextPair(pair.references[0], references: pair.references) : pair
  }

  @Test(.enabled(if: References.arePresent, References.absent))
  func `paired tests equal sacrebleu's on the same random numbers`() async throws {
    let question = Question(
      baseline: Self.pairs.map(\.hypothesis), candidate: Self.better.map(\.hypothesis),
      references: Self.pairs.map { $0.references[0] })
    let found = try await References.ask(
      "significance", question, [String: [Double]].self)
    for metric in [BLEU(), ChrF(), TranslationEditRate()] as [any TextMetric] {
      let sample = try PairedSample(baseline: Self.pairs, candidate: Self.better, by: metric)
      let seed = UInt64(question.seed)
      let comparison = try sample.comparison(resamples: question.resamples, seed: seed)
      let wanted = try #require(found[metric.name])
      #expect(comparison.test == .pairedBootstrap)
      #expect(abs(comparison.difference - wanted[0]) < 1e-6, "\(metric.name)")
      #expect(abs(comparison.pValue - wanted[1]) < 1e-9, "\(metric.name)")
    }
  }

  @Test func `a system does not differ from itself`() throws {
    let sample = try PairedSample(baseline: Self.pairs, candidate: Self.pairs, by: BLEU())
    #expect(sample.difference == 0)
    let interval = try #require(sample.bootstrap(resamples: 100, seed: 1).interval)
    #expect(interval.low == 0 && interval.high == 0)
  }

  @Test func `a better system is better with confidence`() throws {
    let sample = try PairedSample(baseline: Self.pairs, candidate: Self.better, by: ChrF())
    let comparison = sample.bootstrap(seed: 1)
    #expect(comparison.difference > 0)
    #expect(comparison.pValue < 0.01)
    let interval = try #require(comparison.interval)
    #expect(interval.low > 0 && interval.low < comparison.difference)
    #expect(interval.high > comparison.difference)
  }

  @Test func `systems measured on different sets do not compare`() {
    #expect(throws: EvaluationError.self) {
      try PairedSample(baseline: Self.pairs, candidate: Array(Self.pairs.dropLast()), by: ChrF())
    }
  }

  @Test func `what is right or wrong is told apart by McNemar's test`() throws {
    let wrong = (0..<17).map { TextPair("no", reference: "\($0)") }
    let right = (0..<17).map { TextPair("\($0)", reference: "\($0)") }
    let sample = try PairedSample(
      baseline: Array(right[..<3] + wrong[3...]), candidate: Array(wrong[..<3] + right[3...]),
      by: ExactMatch())
    let comparison = try sample.comparison(seed: 1)
    #expect(comparison.test == .mcNemar)
    #expect(abs(comparison.pValue - 0.012725830078125) < 1e-12)
    #expect(comparison.interval == sample.bootstrap(seed: 1).interval)
  }

  @Test func `McNemar's test looks only at prompts where the models differ`() throws {
    let first = [true, true, true, false] + Array(repeating: false, count: 14)
    let second = [false, false, false, false] + Array(repeating: true, count: 14)
    let test = try McNemarTest(first: first, second: second)
    #expect(test.onlyFirst == 3 && test.onlySecond == 14)
    #expect(abs(test.pValue - 0.012725830078125) < 1e-12)
    #expect(try McNemarTest(onlyFirst: 5, onlySecond: 5).pValue == 1)
    #expect(throws: EvaluationError.self) { try McNemarTest(first: [true], second: []) }
  }
}
