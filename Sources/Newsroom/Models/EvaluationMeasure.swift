import Evaluation

/// One figure of a set of answers, whether it comes of their texts, of a check or of a grader.
struct EvaluationMeasure: Sendable {
  let name: String
  let isHigherBetter: Bool
  private let signature: String
  private let count: @Sendable ([EvaluatedAnswer]) throws(EvaluationError) -> SegmentStatistics
  private let value: @Sendable ([Double]) -> Double
  private let detail: @Sendable ([Double]) -> String

  /// How many resamples an interval is made of, and what decides them.
  static let resamples = 1_000
  static let seed: UInt64 = 12_345

  /// A metric of texts.
  init(_ metric: any TextMetric) {
    name = metric.name
    isHigherBetter = metric.isHigherBetter
    signature = metric.signature(references: 1)
    count = { answers throws(EvaluationError) in try metric.statistics(of: answers.map(\.pair)) }
    value = { metric.value(of: $0) }
    detail = { metric.detail(of: $0) }
  }

  /// A figure of counts of one's own, of which a higher one is better.
  init(
    _ name: String, signature: String,
    of count: @escaping @Sendable ([EvaluatedAnswer]) throws(EvaluationError) -> SegmentStatistics,
    value: @escaping @Sendable ([Double]) -> Double
  ) {
    self.name = name
    self.signature = signature
    self.count = count
    self.value = value
    isHigherBetter = true
    detail = { _ in "" }
  }

  /// The mean of a grade that each answer has.
  init(
    mean name: String, signature: String,
    of grade: @escaping @Sendable (EvaluatedAnswer) -> Double
  ) {
    self.name = name
    self.signature = signature
    isHigherBetter = true
    count = { answers in SegmentStatistics(grades: answers.map(grade)) }
    value = { $0[1] > 0 ? $0[0] / $0[1] : 0 }
    detail = { _ in "" }
  }

  /// What every set of answers is measured by: texts against the wanted ones, and whether they say
  /// nothing that neither the prompt nor the wanted answer holds.
  static let standard: [EvaluationMeasure] =
    [
      ChrF() as any TextMetric, BLEU(), ROUGE(.subsequence), TokenF1(),
      ExactMatch(isNormalized: true), TranslationEditRate(),
    ].map(EvaluationMeasure.init)
    + [
      EvaluationMeasure(mean: "grounded", signature: "check:grounding|of:prompt+reference") {
        // An answer that there is not says nothing wrong, and nothing.
        $0.isGrounded && $0.failure == nil ? 1 : 0
      }
    ]

  /// The measure that decides where no grader does.
  static let deciding = "chrF2"

  /// Those of the graders that graded answers.
  static func graders(of answers: [EvaluatedAnswer]) -> [EvaluationMeasure] {
    (answers.first?.grades ?? []).map { grade in
      EvaluationMeasure(mean: "grade:\(grade.name)", signature: "grader:\(grade.name)") { answer in
        answer.grades.first { $0.name == grade.name }?.score ?? 0
      }
    }
  }

  /// The figure of answers, with its interval.
  func figure(of answers: [EvaluatedAnswer]) throws -> EvaluationReport.Figure {
    let statistics = try count(answers)
    let total = statistics.total()
    let resampled = BootstrapDistribution(
      of: statistics, resamples: Self.resamples, seed: Self.seed, figure: value)
    return EvaluationReport.Figure(
      score: MetricScore(
        name: name, value: value(total), signature: signature, detail: detail(total)),
      isHigherBetter: isHigherBetter, interval: resampled.bca())
  }

  /// The figure of answers alone.
  func value(of answers: [EvaluatedAnswer]) throws -> Double { value(try count(answers).total()) }

  /// How two models' answers to the same prompts differ.
  func difference(
    of candidate: [EvaluatedAnswer], from baseline: [EvaluatedAnswer]
  ) throws -> SystemComparison {
    try PairedSample(baseline: count(baseline), candidate: count(candidate), figure: value)
      .comparison(resamples: Self.resamples, seed: Self.seed)
  }
}
