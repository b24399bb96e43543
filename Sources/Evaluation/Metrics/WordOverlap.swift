/// Counts for ROUGE what a text and a reference have in common.
struct WordOverlap {
  private let metric: ROUGE
  private var tokenizer: ROUGETokenizer
  private var words = WordTable()
  private var table = NGramTable()
  private var subsequence = CommonSubsequence()
  private var text = ""
  private var hypothesis: [UInt32] = []
  private var reference: [UInt32] = []
  private var matched: [Int]

  init(_ metric: ROUGE) {
    self.metric = metric
    tokenizer = ROUGETokenizer(usesStemmer: metric.usesStemmer)
    matched =
      if case .ngrams(let order) = metric.kind { Array(repeating: 0, count: order) } else { [] }
  }

  /// Takes the text that is compared next.
  mutating func read(_ text: String) { self.text = text }

  mutating func count(against reference: String) -> Overlap {
    words.removeAll()
    var reference = reference
    switch metric.kind {
    case .ngrams(let order):
      readBoth(&reference)
      return ngrams(order)
    case .subsequence:
      readBoth(&reference)
      return Overlap(
        matches: subsequence.length(hypothesis, self.reference), found: hypothesis.count,
        wanted: self.reference.count)
    case .summary: return summary(reference)
    }
  }

  private mutating func readBoth(_ reference: inout String) {
    tokenizer.read(&reference, into: &self.reference, numberedBy: &words)
    tokenizer.read(&text, into: &hypothesis, numberedBy: &words)
  }

  private mutating func ngrams(_ order: Int) -> Overlap {
    table.removeAll(symbols: reference.count, order: order)
    table.add(reference, order: order, reference: 0)
    for index in matched.indices { matched[index] = 0 }
    matched.withUnsafeMutableBufferPointer { table.match(hypothesis, order: order, into: $0) }
    return Overlap(
      matches: matched[order - 1], found: max(0, hypothesis.count - order + 1),
      wanted: max(0, reference.count - order + 1))
  }

  /// For each sentence of the reference the words that any of its longest subsequences with a
  /// hypothesis's sentence has; each word at most as often as both texts have it.
  private mutating func summary(_ reference: String) -> Overlap {
    let wanted = sentences(of: reference)
    let found = sentences(of: text)
    if wanted.count == 1, found.count == 1 {
      // Of one sentence each, the subsequence's length says all, in a fraction of the memory.
      return Overlap(
        matches: subsequence.length(found[0], wanted[0]), found: found[0].count,
        wanted: wanted[0].count)
    }
    var left = [Int](repeating: 0, count: words.count)
    for word in found.joined() { left[Int(word)] += 1 }
    var matches = 0
    for sentence in wanted {
      var isCommon = [Bool](repeating: false, count: sentence.count)
      for other in found { subsequence.mark(sentence, other, in: &isCommon) }
      for (word, isCommon) in zip(sentence, isCommon) where isCommon && left[Int(word)] > 0 {
        left[Int(word)] -= 1
        matches += 1
      }
    }
    return Overlap(
      matches: matches, found: found.joined().count, wanted: wanted.joined().count)
  }

  private mutating func sentences(of text: String) -> [[UInt32]] {
    text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
      var line = String(Substring(line))
      var numbers: [UInt32] = []
      tokenizer.read(&line, into: &numbers, numberedBy: &words)
      return numbers
    }
  }
}
