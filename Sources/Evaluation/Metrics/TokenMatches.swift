/// Counts for BLEU how many n-grams of a text stand in its references.
struct TokenMatches {
  private let tokenization: BLEU.Tokenization
  private let isLowercased: Bool
  private let order: Int
  private var tokenizer = MTEval13aTokenizer()
  private var words = WordTable()
  private var table = NGramTable()
  private var references: [[UInt32]] = []
  private var tokens: [UInt32] = []
  private var row: [Double]
  private var matched: [Int]

  init(tokenization: BLEU.Tokenization, isLowercased: Bool, order: Int) {
    self.tokenization = tokenization
    self.isLowercased = isLowercased
    self.order = order
    row = [Double](repeating: 0, count: 2 + 2 * order)
    matched = [Int](repeating: 0, count: order)
  }

  /// One segment's statistics, as ``BLEU/statistics(of:)`` has them.
  mutating func count(_ pair: TextPair) -> [Double] {
    words.removeAll()
    while references.count < pair.references.count { references.append([]) }
    var size = 0
    for (index, reference) in pair.references.enumerated() {
      tokenize(reference, isReference: true)
      swap(&tokens, &references[index])
      size += references[index].count
    }
    table.removeAll(symbols: size, order: order)
    for index in pair.references.indices {
      table.add(references[index], order: order, reference: index)
    }
    tokenize(pair.hypothesis, isReference: false)
    row[0] = Double(tokens.count)
    row[1] = Double(closestLength(to: tokens.count, of: pair.references.count))
    for index in matched.indices { matched[index] = 0 }
    matched.withUnsafeMutableBufferPointer { table.match(tokens, order: order, into: $0) }
    for index in 0..<order {
      row[2 + index] = Double(matched[index])
      row[2 + order + index] = Double(max(0, tokens.count - index))
    }
    return row
  }

  /// The length of the reference that is nearest to a length; of two, the shorter.
  private func closestLength(to length: Int, of count: Int) -> Int {
    references[..<count].map(\.count).min { left, right in
      (abs(length - left), left) < (abs(length - right), right)
    } ?? 0
  }

  /// Numbers a text's tokens; one that no reference has needs no number of its own.
  private mutating func tokenize(_ text: String, isReference: Bool) {
    tokens.removeAll(keepingCapacity: true)
    var text = isLowercased ? text.loweredAsReference() : text
    switch tokenization {
    case .mteval13a:
      tokenizer.tokenize(&text)
      tokenizer.withBytes { Self.number($0, into: &tokens, isReference: isReference, &words) }
    case .none:
      text.withUTF8 { Self.number($0, into: &tokens, isReference: isReference, &words) }
    case .characters:
      for scalar in text.unicodeScalars where !Whitespace.contains(scalar) {
        tokens.append(scalar.value)
      }
    case .international:
      var tokenized = InternationalTokenizer.tokenize(text)
      tokenized.withUTF8 { Self.number($0, into: &tokens, isReference: isReference, &words) }
    }
  }

  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [UInt32], isReference: Bool,
    _ words: inout WordTable
  ) {
    Whitespace.forEachWord(in: bytes) { place in
      let word = UnsafeBufferPointer(rebasing: bytes[place])
      tokens.append(isReference ? words.number(of: word) : words.find(word))
    }
  }
}
