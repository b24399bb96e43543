/// Precision, recall and F1, each from 0 to 1.
public struct LabelScores: Codable, Hashable, Sendable {
  /// The share of what was given that is right.
  public var precision = 0.0
  /// The share of what is right that was given.
  public var recall = 0.0
  /// Their harmonic mean; of several labels, the mean of theirs.
  public var f1 = 0.0

  init() {}

  init(_ overlap: Overlap) {
    precision = overlap.precision
    recall = overlap.recall
    f1 = overlap.f1
  }

  init(meanOf parts: [(scores: LabelScores, weight: Double)]) {
    let weight = parts.reduce(0) { $0 + $1.weight }
    guard weight > 0 else { return }
    for part in parts {
      precision += part.scores.precision * part.weight / weight
      recall += part.scores.recall * part.weight / weight
      f1 += part.scores.f1 * part.weight / weight
    }
  }
}
