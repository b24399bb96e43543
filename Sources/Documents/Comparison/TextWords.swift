/// A text cut into words, for comparing: runs of letters and digits, and every other sign by itself.
/// The white space before a word belongs to it, but tells no two words apart.
struct TextWords {
  /// One word by its place in the text's UTF-8.
  private struct Word {
    var gap: Int32
    var start: Int32
    var end: Int32
  }

  private let bytes: [UInt8]
  private var words: [Word] = []
  /// The words as numbers; equal words have equal numbers.
  private(set) var numbers: [Int32] = []

  /// The numbers given to words so far.
  struct Lexicon {
    private var numbers: [String: Int32] = [:]

    mutating func number(of word: String) -> Int32 {
      if let known = numbers[word] { return known }
      let new = Int32(numbers.count)
      numbers[word] = new
      return new
    }
  }

  init(_ text: String, _ lexicon: inout Lexicon) {
    bytes = Array(text.utf8)
    var offset = 0
    var open: Word?
    var gap: Int32 = 0
    for scalar in text.unicodeScalars {
      let start = Int32(offset)
      offset += UTF8.width(scalar)
      let end = Int32(offset)
      switch Self.kind(of: scalar) {
      case .space:
        if let word = open { add(word, &lexicon) }
        if open != nil { gap = start }
        open = nil
      case .letter:
        if open == nil { open = Word(gap: gap, start: start, end: end) }
        open?.end = end
        gap = end
      case .sign:
        if let word = open { add(word, &lexicon) }
        open = nil
        add(Word(gap: gap, start: start, end: end), &lexicon)
        gap = end
      }
    }
    if let word = open { add(word, &lexicon) }
  }

  private mutating func add(_ word: Word, _ lexicon: inout Lexicon) {
    words.append(word)
    numbers.append(lexicon.number(of: text(word.start, word.end)))
  }

  /// Some of the words as they stand in the text, with the space between them; the one before the
  /// first is left out at the text's start only.
  func text(_ range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last else { return "" }
    return text(first == 0 ? words[first].start : words[first].gap, words[last].end)
  }

  private func text(_ start: Int32, _ end: Int32) -> String {
    String(decoding: bytes[Int(start)..<Int(end)], as: UTF8.self)
  }

  private enum Kind { case space, letter, sign }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    let value = scalar.value
    if value < 0x80 {
      switch UInt8(value) {
      case 0x09...0x0D, 0x20: return .space
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
        return .letter
      default: return .sign
      }
    }
    // East Asian text has no spaces: each character is a word.
    if (0x2E80...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value)
      || (0x20000...0x3FFFD).contains(value)
    {
      return .sign
    }
    let properties = scalar.properties
    if properties.isWhitespace { return .space }
    // An apostrophe in a word, combining marks and joiners belong to it.
    return properties.isAlphabetic || properties.isGraphemeExtend || value == 0x2019
      ? .letter : (properties.numericType == nil ? .sign : .letter)
  }
}
