/// Words as rouge-score knows them: runs of a to z and 0 to 9, capitals made small.
struct ROUGETokenizer {
  private let stemmer: PorterStemmer?
  private var word: [UInt8] = []

  init(usesStemmer: Bool) { stemmer = usesStemmer ? PorterStemmer() : nil }

  /// Numbers the words of a text.
  mutating func read(
    _ text: inout String, into numbers: inout [UInt32], numberedBy words: inout WordTable
  ) {
    numbers.removeAll(keepingCapacity: true)
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let letter = Self.letter(bytes, &index)
        if letter > 0 { word.append(letter) } else { end(&numbers, &words) }
      }
      end(&numbers, &words)
    }
  }

  private mutating func end(_ numbers: inout [UInt32], _ words: inout WordTable) {
    guard !word.isEmpty else { return }
    if let stemmer, word.count > 3 { stemmer.stem(&word) }
    numbers.append(word.withUnsafeBufferPointer { words.number(of: $0) })
    word.removeAll(keepingCapacity: true)
  }

  /// The letter or digit at a place, 0 for what is neither; goes on to the next place.
  @inline(__always)
  private static func letter(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt8 {
    let byte = bytes[index]
    index += 1
    switch byte {
    case 0x30...0x39, 0x61...0x7A: return byte
    case 0x41...0x5A: return byte | 0x20
    case 0xC4, 0xE2: return rare(bytes, &index)
    default: return 0
    }
  }

  /// Two characters beyond ASCII have a small letter within it: the Kelvin sign, and the capital I with
  /// a dot, whose dot then stands by itself and ends the word.
  private static func rare(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt8 {
    let rest = bytes[index...]
    if bytes[index - 1] == 0xE2, rest.starts(with: [0x84, 0xAA]) {
      index += 2
      return UInt8(ascii: "k")
    }
    return bytes[index - 1] == 0xC4 && rest.first == 0xB0 ? UInt8(ascii: "i") : 0
  }
}
