/// Counts for chrF how many n-grams of a text stand in a reference.
struct CharacterMatches {
  private let metric: ChrF
  private var words = WordTable()
  private var table = NGramTable()
  private var hypothesis = Symbols()
  private var reference = Symbols()
  /// A hypothesis's words, to be numbered by each reference's.
  private var hypothesisText = ""
  private var row: [Double]
  private var matched: [Int]

  /// A text as numbers.
  private struct Symbols {
    var characters: [UInt32] = []
    var words: [UInt32] = []
  }

  init(_ metric: ChrF) {
    self.metric = metric
    row = [Double](repeating: 0, count: 3 * (metric.characterOrder + metric.wordOrder))
    matched = [Int](repeating: 0, count: max(metric.characterOrder, metric.wordOrder))
  }

  /// Takes the text that is compared next.
  mutating func read(_ text: String) {
    hypothesisText = prepared(text)
    Self.readCharacters(
      &hypothesisText, keepsSpace: metric.includesWhitespace, into: &hypothesis.characters)
  }

  /// One segment's statistics against one reference.
  mutating func count(against reference: String) -> [Double] {
    var text = prepared(reference)
    Self.readCharacters(
      &text, keepsSpace: metric.includesWhitespace, into: &self.reference.characters)
    compare(hypothesis.characters, self.reference.characters, order: metric.characterOrder, at: 0)
    if metric.wordOrder > 0 {
      words.removeAll()
      Self.readWords(&text, into: &self.reference.words, isReference: true, &words)
      Self.readWords(&hypothesisText, into: &hypothesis.words, isReference: false, &words)
      compare(
        hypothesis.words, self.reference.words, order: metric.wordOrder, at: metric.characterOrder)
    }
    return row
  }

  private func prepared(_ text: String) -> String {
    metric.isLowercased ? text.loweredAsReference() : text
  }

  /// Writes the numbers of some orders into the row.
  private mutating func compare(
    _ ours: [UInt32], _ theirs: [UInt32], order: Int, at start: Int
  ) {
    table.removeAll(symbols: theirs.count, order: order)
    table.add(theirs, order: order, reference: 0)
    for index in matched.indices { matched[index] = 0 }
    matched.withUnsafeMutableBufferPointer { table.match(ours, order: order, into: $0) }
    for index in 0..<order {
      let inReference = max(0, theirs.count - index)
      let place = 3 * (start + index)
      // Where the reference has none, the hypothesis's do not count.
      row[place] = inReference > 0 ? Double(max(0, ours.count - index)) : 0
      row[place + 1] = Double(inReference)
      row[place + 2] = Double(matched[index])
    }
  }

  private static func readCharacters(
    _ text: inout String, keepsSpace: Bool, into characters: inout [UInt32]
  ) {
    characters.removeAll(keepingCapacity: true)
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let space = keepsSpace ? 0 : Whitespace.length(in: bytes, at: index)
        if space > 0 {
          index += space
        } else {
          let length = Self.length(of: bytes[index])
          characters.append(Self.scalar(bytes, index, length))
          index += length
        }
      }
    }
  }

  /// How many bytes a character takes that begins so; a string's UTF-8 is always valid.
  @inline(__always)
  private static func length(of first: UInt8) -> Int {
    first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  }

  /// A number for a character: its bytes, which no other has.
  @inline(__always)
  private static func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ length: Int
  ) -> UInt32 {
    var value = UInt32(bytes[index])
    for offset in 1..<max(length, 1) { value = value << 8 | UInt32(bytes[index + offset]) }
    return value
  }

  /// Words with a punctuation mark at their end, or else at their beginning, taken off.
  private static func readWords(
    _ text: inout String, into numbers: inout [UInt32], isReference: Bool, _ words: inout WordTable
  ) {
    numbers.removeAll(keepingCapacity: true)
    text.withUTF8 { bytes in
      Whitespace.forEachWord(in: bytes) { place in
        func add(_ part: Range<Int>) {
          let word = UnsafeBufferPointer(rebasing: bytes[part])
          numbers.append(isReference ? words.number(of: word) : words.find(word))
        }
        let (first, last) = (bytes[place.lowerBound], bytes[place.upperBound - 1])
        if place.count == 1 {
          add(place)
        } else if Self.isPunctuation(last) {
          add(place.lowerBound..<place.upperBound - 1)
          add(place.upperBound - 1..<place.upperBound)
        } else if Self.isPunctuation(first) {
          add(place.lowerBound..<place.lowerBound + 1)
          add(place.lowerBound + 1..<place.upperBound)
        } else {
          add(place)
        }
      }
    }
  }

  /// Python's `string.punctuation`.
  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
