/// How far two bags overlap: what precision and recall are made of.
struct Overlap: Hashable, Sendable {
  /// What both have.
  var matches: Int
  /// What the hypothesis has.
  var found: Int
  /// What the reference has.
  var wanted: Int

  var precision: Double { Double(matches) / Double(max(found, 1)) }
  var recall: Double { Double(matches) / Double(max(wanted, 1)) }

  /// The harmonic mean of both.
  var f1: Double {
    let sum = precision + recall
    return sum > 0 ? 2 * precision * recall / sum : 0
  }
}
