public import Core
public import Evaluation

/// How two models' answers to the same prompts differ, and whether the one may take the other's place.
public struct EvaluationComparison: Encodable, Sendable {
  /// One measure of both.
  public struct Row: Codable, Hashable, Sendable {
    /// The measure's name.
    public var name: String
    /// Whether a higher figure is better.
    public var isHigherBetter: Bool
    /// What is there.
    public var baseline: Double
    /// What might take its place.
    public var candidate: Double
    /// The candidate's less the baseline's, with its interval.
    public var difference: SystemComparison
    /// Whether the measure decides on a promotion.
    public var isDeciding: Bool
  }

  /// The file of prompts, the digest of its bytes, and how many prompts it has.
  public var set: String
  /// Of the bytes of the set's file.
  public var setDigest: Digest
  /// How many prompts the set has.
  public var items: Int
  /// What is there.
  public var baseline: EvaluationSubject
  /// What might take its place.
  public var candidate: EvaluationSubject
  /// One for each measure.
  public var rows: [Row]
  /// Of the deciding measures.
  public var verdict: PromotionVerdict

  init(
    candidate: EvaluationReport, _ new: [EvaluatedAnswer], baseline: EvaluationReport,
    _ old: [EvaluatedAnswer]
  ) throws {
    guard new.map(\.line) == old.map(\.line) else {
      throw NewsroomError(
        .damaged, "the two models' answers are not to the same prompts",
        remedy: "Measure both again: colophon model evaluate.")
    }
    try candidate.requireAlike(baseline)
    set = candidate.set
    setDigest = candidate.setDigest
    items = candidate.items
    self.baseline = baseline.subject
    self.candidate = candidate.subject
    // Grades of different graders do not compare.
    let graders =
      candidate.graders == baseline.graders ? EvaluationMeasure.graders(of: new) : []
    let deciding = graders.isEmpty ? [EvaluationMeasure.deciding] : graders.map(\.name)
    let labels = try EvaluationMeasure.labels(of: new)
    rows = try (EvaluationMeasure.standard + labels + graders).map { measure in
      Row(
        name: measure.name, isHigherBetter: measure.isHigherBetter,
        baseline: try measure.value(of: old),
        candidate: try measure.value(of: new),
        difference: try measure.difference(of: new, from: old),
        isDeciding: deciding.contains(measure.name))
    }
    let gate = PromotionGate()
    let gaps = [candidate, baseline].compactMap(\.gap)
    guard gaps.isEmpty else {
      verdict = PromotionVerdict(isAllowed: false, reason: gaps.joined(separator: "; "))
      return
    }
    verdict = gate.verdict(
      prompts: items,
      on: rows.filter(\.isDeciding).compactMap { row in
        row.difference.interval.map {
          gate.verdict(on: $0, metric: row.name, isHigherBetter: row.isHigherBetter)
        }
      })
  }
}
