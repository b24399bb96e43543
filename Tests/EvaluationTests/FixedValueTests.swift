import Evaluation
import Testing

/// Figures that the references gave once: what holds where they are not installed.
struct FixedValueTests {
  private static let cats = [
    TextPair("the cat sat on the mat", reference: "the cat is on the mat"),
    TextPair("there is a house on the hill", reference: "a house is on the hill"),
  ]

  private static let languages = [
    TextPair(
      "The quick brown fox, aged 3.5 years, jumps over the lazy dog.",
      references: [
        "A quick brown fox (3.5 years old) jumped over the lazy dogs.",
        "The fast brown fox jumps over a lazy dog.",
      ]),
    TextPair(
      "Die Straße ist wegen Bauarbeiten gesperrt.",
      reference: "Wegen Bauarbeiten ist die STRASSE gesperrt."),
    TextPair("السلام عليكم، كيف الحال؟", reference: "السلام عليكم، كيف حالك؟"),
    TextPair("今天天气很好，我们去公园。", reference: "今天的天气很好，我们去公园吧。"),
    TextPair("今日は天気がいいですね。", reference: "今日はいい天気ですね。"),
    TextPair("วันนี้อากาศดีมาก", reference: "วันนี้อากาศดี มาก ๆ"),
    TextPair("Great 👍👍 job!", reference: "Great job 👍!"),
    TextPair("", reference: "Nothing."), TextPair("...", reference: "…"),
  ]

  private static func figure(_ metric: some TextMetric, _ pairs: [TextPair]) throws -> Double {
    try metric.score(of: pairs).value
  }

  private static func isNear(_ value: Double, _ wanted: Double) -> Bool {
    abs(value - wanted) < 1e-6
  }

  @Test func `BLEU of two lines is sacrebleu's`() throws {
    let score = try BLEU().score(of: Self.cats)
    #expect(Self.isNear(score.value, 29.256127307315065))
    #expect(score.signature == "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0")
    #expect(
      score.detail
        == "84.6/54.5/22.2/7.1 (BP = 1.000 ratio = 1.083 hyp_len = 13 ref_len = 12)")
    let lines = BLEU().values(of: try BLEU().statistics(of: Self.cats))
    #expect(Self.isNear(lines[0], 37.99178428257963))
    #expect(Self.isNear(lines[1], 32.17294420803808))
  }

  @Test func `chrF, chrF++ and TER of two lines are sacrebleu's`() throws {
    #expect(Self.isNear(try Self.figure(ChrF(), Self.cats), 66.2312877309094))
    #expect(Self.isNear(try Self.figure(ChrF.plusPlus, Self.cats), 68.32278710983644))
    #expect(Self.isNear(try Self.figure(TranslationEditRate(), Self.cats), 25))
    #expect(ChrF.plusPlus.name == "chrF2++")
  }

  @Test func `ROUGE of two lines is rouge-score's`() throws {
    let wanted: [(ROUGE.Kind, [Double])] = [
      (.ngrams(1), [0.8333333333333334, 0.923076923076923]),
      (.ngrams(2), [0.6, 0.5454545454545454]),
      (.subsequence, [0.8333333333333334, 0.7692307692307692]),
    ]
    for (kind, values) in wanted {
      let metric = ROUGE(kind)
      let found = metric.values(of: try metric.statistics(of: Self.cats))
      for (ours, theirs) in zip(found, values) { #expect(Self.isNear(ours, theirs), "\(kind)") }
    }
  }

  private static let many: [(any TextMetric, Double)] = [
    (BLEU(), 17.45696137040573), (BLEU(isLowercased: true), 18.0402304038986),
    (BLEU(smoothing: .floor(0.1), usesEffectiveOrder: true), 11.674173670806747),
    (BLEU(tokenization: .international, smoothing: .addK(1)), 24.917047963647583),
    (BLEU(tokenization: .characters, usesEffectiveOrder: true), 70.57028154225675),
    (BLEU(tokenization: .none, smoothing: .floor(0.25)), 12.672445113672913),
    (BLEU(smoothing: .none), 0), (ChrF(), 62.6888874035428),
    (ChrF.plusPlus, 56.89227581217191),
    (ChrF(characterOrder: 4, beta: 3, includesWhitespace: true), 71.48807515754115),
    (TranslationEditRate(), 62.295081967213115),
    (TranslationEditRate(isCaseSensitive: true), 65.57377049180327),
    (ROUGE(.ngrams(1)), 0.27350427350427353), (ROUGE(.ngrams(2)), 0.18686868686868685),
    (ROUGE(.subsequence), 0.2393162393162393), (ROUGE(.summary), 0.2393162393162393),
    (ROUGE(.ngrams(1), usesStemmer: true), 0.2905982905982906),
    (TokenF1(), 0.32843137254901955),
  ]

  @Test(arguments: many)
  func `a metric of many languages is its reference's`(
    metric: any TextMetric, wanted: Double
  ) throws {
    let found = try Self.figure(metric, Self.languages)
    #expect(Self.isNear(found, wanted), "\(metric.name): \(found)")
  }

  @Test func `a varying number of references stands in the signature`() throws {
    let score = try ChrF().score(of: Self.languages)
    #expect(score.signature == "nrefs:var|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0")
  }

  @Test func `an exact match is one of characters, a normalised one of words`() throws {
    let pairs = [
      TextPair("The answer!", references: ["no", "answer"]), TextPair("e\u{301}", reference: "é"),
      TextPair("42", reference: "42"),
    ]
    #expect(try Self.figure(ExactMatch(), pairs) == 1.0 / 3)
    #expect(try Self.figure(ExactMatch(isNormalized: true), pairs) == 2.0 / 3)
  }

  @Test func `perplexity is of all tokens together`() throws {
    let metric = Perplexity()
    let segments = [[-0.5, -1.25], [], [-3]]
    #expect(
      metric.statistics(ofSums: segments.map { ($0.reduce(0, +), $0.count) })
        == metric.statistics(ofLogProbabilities: segments))
    let statistics = metric.statistics(ofLogProbabilities: [[-1, -2], [], [-3, -4, -5]])
    let value = try #require(metric.value(of: statistics.total()))
    #expect(Self.isNear(value, 20.085536923187668))
    #expect(metric.value(of: [0, 0]) == nil)
  }

  @Test func `a pair without a reference is named`() throws {
    let pairs = [TextPair("a", reference: "b"), TextPair("c", references: [])]
    let error = #expect(throws: EvaluationError.self) { try BLEU().score(of: pairs) }
    #expect(error?.message == "pair 2 has no reference")
    #expect(throws: EvaluationError.self) { try ChrF().score(of: []) }
  }
}
