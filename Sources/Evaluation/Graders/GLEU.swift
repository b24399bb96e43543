/// Google's BLEU (Wu et al., Google's Neural Machine Translation System, 2016), as NLTK's
/// `sentence_gleu`: the n-grams of one to four words that both have, by the more of both's.
enum GLEU {
  private static let order = 4

  static func score(_ hypothesis: String, _ reference: String) -> Double {
    var words = WordTable()
    let wanted = words.numbers(of: reference)
    let found = words.numbers(of: hypothesis)
    var table = NGramTable()
    table.removeAll(symbols: wanted.count, order: order)
    table.add(wanted, order: order, reference: 0)
    var matched = [Int](repeating: 0, count: order)
    matched.withUnsafeMutableBufferPointer { table.match(found, order: order, into: $0) }
    let all = max(count(found.count), count(wanted.count))
    return all > 0 ? Double(matched.reduce(0, +)) / Double(all) : 0
  }

  /// How many n-grams so many words have.
  private static func count(_ words: Int) -> Int {
    (0..<order).reduce(0) { $0 + max(0, words - $1) }
  }
}
