import Core

/// Exact duplicates by normalised text: letter case and white space folded, in Unicode's canonical
/// composition. The first in document order stays.
struct Deduplication {
  struct Dropped: Codable, Hashable {
    var example: String
    /// The example that stays in its place.
    var keeps: String
  }

  private(set) var kept: [Example] = []
  private(set) var dropped: [Dropped] = []

  init(_ examples: [Example]) {
    // A Swift string's equality and hash are by canonical equivalence (Unicode TR 15), so `é` in one
    // scalar and in two are the same key.
    var first: [String: String] = [:]
    for example in examples {
      let text = example.messages.map { "\($0.role.rawValue)\n\($0.content)" }
        .joined(separator: "\n").lowercased().folded
      if let survivor = first[text] {
        dropped.append(Dropped(example: example.id, keeps: survivor))
      } else {
        first[text] = example.id
        kept.append(example)
      }
    }
  }
}
