import Core
import Evaluation

/// One figure of a set of answers, whether it comes of their texts, of a check or of a grader.
struct EvaluationMeasure: Sendable {
  let name: String
  let isHigherBetter: Bool
  let signature: String
  /// Which answers it is of.
  private let isOf: @Sendable (EvaluatedAnswer) -> Bool
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
    isOf = { _ in true }
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
    isOf = { _ in true }
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
    isOf = { _ in true }
    count = { answers in SegmentStatistics(grades: answers.map(grade)) }
    value = { $0[1] > 0 ? $0[0] / $0[1] : 0 }
    detail = { _ in "" }
  }

  private init(_ perplexity: Perplexity) {
    name = "perplexity"
    isHigherBetter = false
    signature = perplexity.signature
    // An answer without tokens is as likely as nothing: no resample is made of such ones alone.
    isOf = { ($0.likelihood?.tokens ?? 0) > 0 }
    count = { answers in
      perplexity.statistics(
        ofSums: answers.compactMap(\.likelihood).map { ($0.logProbability, $0.tokens) })
    }
    value = { perplexity.value(of: $0) ?? .nan }
    detail = { _ in "" }
  }

  /// How surprised the model was by its own answers.
  static let perplexity = EvaluationMeasure(Perplexity())

  /// The share of answers that keep a house style.
  static func houseStyle(_ style: Digest) -> EvaluationMeasure {
    EvaluationMeasure(
      mean: "house-style",
      signature: "check:house-style|of:terms+sentences|version:1|style:\(style.hex(12))"
    ) { $0.isInHouseStyle == true ? 1 : 0 }
  }

  /// What every set of answers is measured by: texts against the wanted ones, whether they say nothing
  /// that neither the prompt nor the wanted answer holds, and whether they have the wanted one's form.
  static let standard: [EvaluationMeasure] =
    [
      ChrF() as any TextMetric, BLEU(), ROUGE(.subsequence), TokenF1(),
      ExactMatch(isNormalized: true), TranslationEditRate(),
    ].map(EvaluationMeasure.init)
    + [
      EvaluationMeasure(mean: "grounded", signature: "check:grounding|of:prompt+reference") {
        // An answer that there is not says nothing wrong, and nothing.
        $0.isGrounded && $0.failure == nil ? 1 : 0
      },
      EvaluationMeasure(
        mean: "format", signature: "check:format|of:finish+form|version:\(AnswerForm.version)"
      ) { $0.hasWantedForm ? 1 : 0 },
    ]

  /// The measure that decides where no grader does.
  static let deciding = "chrF2"

  /// What answers are measured by: some figures need what not all answers have.
  ///
  /// - Parameters:
  ///   - style: of the house style that they were held against.
  ///   - graders: of the file of graders that graded them.
  static func measures(
    of answers: [EvaluatedAnswer], style: Digest?, graders: Digest?
  ) throws -> [EvaluationMeasure] {
    let perplexity = AnswerLikelihoods(of: answers).isWhole ? [perplexity] : []
    return standard + (try labels(of: answers)) + (style.map { [houseStyle($0)] } ?? [])
      + perplexity
      + grades(in: answers, of: graders)
  }

  /// One for each of the graders that graded answers.
  private static func grades(
    in answers: [EvaluatedAnswer], of graders: Digest?
  ) -> [EvaluationMeasure] {
    let file = graders.map { "|file:\($0.hex(12))" } ?? ""
    return (answers.first?.grades ?? []).map { grade in
      EvaluationMeasure(
        mean: "\(gradePrefix)\(grade.name)", signature: "grader:\(grade.name)\(file)"
      ) { answer in
        answer.grades.first { $0.name == grade.name }?.score ?? 0
      }
    }
  }

  private static let gradePrefix = "grade:"

  /// Whether it is a grader's.
  var isGrade: Bool { name.hasPrefix(Self.gradePrefix) }

  /// The figure of answers, with its interval.
  func figure(of answers: [EvaluatedAnswer]) throws -> EvaluationReport.Figure {
    let statistics = try count(answers.filter(isOf))
    let total = statistics.total()
    let resampled = BootstrapDistribution(
      of: statistics, resamples: Self.resamples, seed: Self.seed, figure: value)
    return EvaluationReport.Figure(
      score: MetricScore(
        name: name, value: value(total), signature: signature, detail: detail(total)),
      isHigherBetter: isHigherBetter, interval: resampled.bca())
  }

  /// How two models' answers to the same prompts differ, as far as it is of both.
  func comparison(
    of candidate: [EvaluatedAnswer], with baseline: [EvaluatedAnswer]
  ) throws -> (baseline: Double, candidate: Double, difference: SystemComparison)? {
    let both = zip(candidate, baseline).filter { isOf($0) && isOf($1) }
    guard !both.isEmpty else { return nil }
    let (new, old) = (try count(both.map(\.0)), try count(both.map(\.1)))
    return (
      value(old.total()), value(new.total()),
      try PairedSample(baseline: old, candidate: new, figure: value)
        .comparison(resamples: Self.resamples, seed: Self.seed)
    )
  }
}
