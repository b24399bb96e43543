import Core
import Datasets

/// Keeps the first of examples that say the same, or nearly.
struct RepeatGuard {
  /// The places of those that repeat an earlier one word for word.
  private(set) var repeated: Set<Int> = []
  /// The places of those that nearly do.
  private(set) var near: Set<Int> = []

  /// - Parameter examples: of one kind: a preference teaches something else than a chat.
  init(_ examples: [Example]) {
    var comparing = ExampleComparing()
    var known: Set<ContentKey> = []
    var unique: [Int] = []
    var sets = ShingleSets()
    for (place, example) in examples.enumerated() {
      let compared = comparing.compared(example)
      if known.insert(compared.key).inserted {
        unique.append(place)
        sets.append(compared.shingles)
      } else {
        repeated.insert(place)
      }
    }
    near = Set(TextKinship(sets).repeats.map { unique[$0.text] })
  }
}
