extension WordTable {
  /// The numbers of a text's words, which stand between white space.
  mutating func numbers(of text: String) -> [UInt32] {
    var text = text
    var numbers: [UInt32] = []
    text.withUTF8 { bytes in
      Whitespace.forEachWord(in: bytes) { place in
        numbers.append(number(of: UnsafeBufferPointer(rebasing: bytes[place])))
      }
    }
    return numbers
  }
}
