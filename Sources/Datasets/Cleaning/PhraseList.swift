/// Phrases to look for among the words of many texts.
struct PhraseList: Sendable {
  private struct Phrase: Sendable {
    var text: String
    var hashes: [UInt64]
    var hasCapitals: Bool
  }

  private let byFirst: [UInt64: [Phrase]]
  /// Bits of the first words' hashes: most words are let go by one look.
  private let bits: [UInt64]

  init(_ phrases: [String]) {
    let all = phrases.map { phrase in
      Phrase(
        text: phrase, hashes: TextMeasures(Array(phrase.utf8)).hashes,
        hasCapitals: phrase.contains(where: \.isUppercase))
    }
    byFirst = Dictionary(grouping: all.filter { !$0.hashes.isEmpty }) { $0.hashes[0] }
    var bits = [UInt64](repeating: 0, count: 64)
    for hash in byFirst.keys { bits[Int(hash >> 6 & 63)] |= 1 << (hash & 63) }
    self.bits = bits
  }

  /// The first phrase among a text's words; one with capitals only where it is written so.
  func first(among hashes: [UInt64], of text: String) -> String? {
    for (index, hash) in hashes.enumerated() where bits[Int(hash >> 6 & 63)] & 1 << (hash & 63) != 0
    {
      for phrase in byFirst[hash] ?? [] {
        let found = hashes[index...].prefix(phrase.hashes.count).elementsEqual(phrase.hashes)
        if found, !phrase.hasCapitals || text.contains(phrase.text) { return phrase.text }
      }
    }
    return nil
  }
}
