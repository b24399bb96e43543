import Glibc

/// How rare words are in an index.
struct Rarity: Sendable {
  private let entries: [Set<String>]

  init(_ entries: [PassageIndex.Entry]) {
    self.entries = entries.map { entry in
      Set((entry.headings + entry.train).flatMap { $0.sentences.joined().flatMap(\.parts) })
    }
  }

  /// The root of the inverse document frequency, so that no one word stands for all; `nil` for what
  /// no entry has.
  func of(_ forms: [[String]]) -> Double? {
    let holding = Double(
      entries.count { entry in forms.contains { $0.allSatisfy(entry.contains) } })
    guard holding > 0 else { return nil }
    return log(1 + (Double(entries.count) - holding + 0.5) / (holding + 0.5)).squareRoot()
  }
}
