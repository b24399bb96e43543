import Core

/// Exact duplicates by normalised text: letter case and white space folded, canonically equivalent
/// characters equal. The first in document order stays.
///
/// A section is compared by its text alone: its instruction names the document, and the same text
/// in two documents would stand on both sides of a split. Questions and UI texts are compared with
/// what they were asked by.
struct Deduplication {
  /// An example that was dropped.
  struct Dropped: Codable, Hashable {
    var example: String
    /// The document it came from.
    var group: String
    /// The example that stays in its place.
    var keeps: String
  }

  private(set) var kept: [Example] = []
  private(set) var dropped: [Dropped] = []

  init(_ examples: [Example]) {
    var first: [String: String] = [:]
    for example in examples {
      let isSection = example.recipe == ExampleRecipes.Name.section.rawValue
      let text = isSection ? example.answered : "\(example.asked)\n\(example.answered)"
      let key = "\(isSection) \(text.normalized)"
      if let survivor = first[key] {
        dropped.append(Dropped(example: example.id, group: example.group, keeps: survivor))
      } else {
        first[key] = example.id
        kept.append(example)
      }
    }
  }
}
