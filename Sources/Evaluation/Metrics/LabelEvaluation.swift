/// Labels that were given against those that are right: accuracy, precision, recall and F1 as
/// scikit-learn computes them, with 0 where a denominator is 0.
public struct LabelEvaluation: Hashable, Sendable {
  /// How the figures of several labels become one.
  public enum Average: Hashable, Sendable {
    /// Those of one label, the positive one.
    case binary(positive: String)
    /// Over all decisions together.
    case micro
    /// The mean over the labels.
    case macro
    /// The mean over the labels, each as often as it is right.
    case weighted
  }

  /// Every label that was right or given, sorted by their code points.
  public let labels: [String]
  /// Per decision three numbers for each label: whether it was given and right, given but wrong, right
  /// but not given.
  public let statistics: SegmentStatistics

  /// - Parameter known: the labels that figures are of; `nil` for all that were right or given. What else
  ///   was given is wrong, and no label.
  /// - Throws: ``EvaluationError`` where there are no decisions, or not as many as right labels.
  public init(
    _ given: [String], right: [String], among known: Set<String>? = nil
  ) throws(EvaluationError) {
    guard !given.isEmpty else { throw EvaluationError.nothingToScore }
    guard given.count == right.count else {
      throw EvaluationError(
        .missing, "\(given.count) labels were given, \(right.count) are right",
        remedy: "Give one right label for each that was given.")
    }
    let labels = (known ?? Set(given + right)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    var statistics = SegmentStatistics(width: 3 * labels.count)
    var row = [Double](repeating: 0, count: 3 * labels.count)
    for (given, right) in zip(given, right) {
      let (found, wanted) = (numbers[given], numbers[right])
      let places =
        found == wanted
        ? found.map { [3 * $0] } ?? []
        : [found.map { 3 * $0 + 1 }, wanted.map { 3 * $0 + 2 }].compactMap { $0 }
      for place in places { row[place] = 1 }
      statistics.append(row)
      for place in places { row[place] = 0 }
    }
    self.labels = labels
    self.statistics = statistics
  }

  /// The share of decisions that are right.
  public var accuracy: Double { accuracy(of: statistics.total()) }

  /// The same of summed statistics.
  public func accuracy(of total: [Double]) -> Double {
    let right = counts(total).reduce(0) { $0 + $1.matches }
    let all = counts(total).reduce(0) { $0 + $1.wanted }
    return all > 0 ? Double(right) / Double(all) : 0
  }

  /// Precision, recall and F1 over all decisions.
  public func scores(_ average: Average) -> LabelScores {
    scores(average, of: statistics.total())
  }

  /// The same of summed statistics, such as a resample's.
  public func scores(_ average: Average, of total: [Double]) -> LabelScores {
    let counts = counts(total)
    switch average {
    case .binary(let positive):
      return labels.firstIndex(of: positive).map { LabelScores(counts[$0]) } ?? LabelScores()
    case .micro:
      return LabelScores(
        Overlap(
          matches: counts.reduce(0) { $0 + $1.matches }, found: counts.reduce(0) { $0 + $1.found },
          wanted: counts.reduce(0) { $0 + $1.wanted }))
    case .macro: return LabelScores(meanOf: counts.map { (LabelScores($0), 1) })
    case .weighted:
      return LabelScores(meanOf: counts.map { (LabelScores($0), Double($0.wanted)) })
    }
  }

  /// What was given and right of each label.
  private func counts(_ total: [Double]) -> [Overlap] {
    labels.indices.map { label in
      let (right, wrong, missed) = (total[3 * label], total[3 * label + 1], total[3 * label + 2])
      return Overlap(matches: Int(right), found: Int(right + wrong), wanted: Int(right + missed))
    }
  }
}
