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

  /// A measure that says nothing of the two together.
  public struct LeftOut: Codable, Hashable, Sendable {
    /// The measure's name.
    public var name: String
    /// Why it is left out.
    public var reason: String
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
  /// One for each measure that both have, made in the same way.
  public var rows: [Row]
  /// The measures that only one of them has, or that were made in different ways.
  public var leftOut: [LeftOut]
  /// Of the deciding measures.
  public var verdict: PromotionVerdict
  /// What people said of drafts of the two, which decides nothing; `nil` where they said nothing.
  public var people: ModelOpinions?

  init(
    candidate: EvaluationReport, _ new: [EvaluatedAnswer], baseline: EvaluationReport,
    _ old: [EvaluatedAnswer], people: ModelOpinions?
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
    self.people = people
    self.baseline = baseline.subject
    self.candidate = candidate.subject
    let (ofNew, ofOld) = (try candidate.measures(of: new), try baseline.measures(of: old))
    var compared: [(measure: EvaluationMeasure, row: Row)] = []
    var leftOut: [LeftOut] = []
    for measure in ofNew {
      guard let other = ofOld.first(where: { $0.name == measure.name }) else {
        leftOut.append(.init(measure, isMissingOf: baseline.subject))
        continue
      }
      guard other.signature == measure.signature else {
        leftOut.append(.init(measure, differsFrom: other))
        continue
      }
      guard let figures = try measure.comparison(of: new, with: old) else {
        leftOut.append(.init(name: measure.name, reason: "no prompt has a figure of both"))
        continue
      }
      let row = Row(
        name: measure.name, isHigherBetter: measure.isHigherBetter, baseline: figures.baseline,
        candidate: figures.candidate, difference: figures.difference, isDeciding: false)
      compared.append((measure, row))
    }
    leftOut += ofOld.filter { old in !ofNew.contains { $0.name == old.name } }.map {
      LeftOut($0, isMissingOf: candidate.subject)
    }
    self.leftOut = leftOut
    let isGraded = compared.contains { $0.measure.isGrade }
    rows = compared.map { measure, row in
      var row = row
      row.isDeciding = isGraded ? measure.isGrade : measure.name == EvaluationMeasure.deciding
      return row
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

extension EvaluationComparison.LeftOut {
  fileprivate init(_ measure: EvaluationMeasure, isMissingOf subject: EvaluationSubject) {
    self.init(name: measure.name, reason: "it was not measured of '\(subject.id)'")
  }

  fileprivate init(_ measure: EvaluationMeasure, differsFrom other: EvaluationMeasure) {
    self.init(
      name: measure.name,
      reason: "it was measured in different ways, \(other.signature) and \(measure.signature)")
  }
}

extension EvaluationReport {
  /// What the report's answers are measured by.
  fileprivate func measures(of answers: [EvaluatedAnswer]) throws -> [EvaluationMeasure] {
    try EvaluationMeasure.measures(of: answers, style: houseStyle, graders: graders)
  }
}
