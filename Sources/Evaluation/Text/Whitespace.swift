/// White space as Python's `str.split` and `str.rstrip` know it, in UTF-8: the references split there,
/// and one space more or less changes a figure.
enum Whitespace {
  /// How many bytes the white space at a place takes; 0 where there is none.
  @inline(__always)
  static func length(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return isASCII(first) ? 1 : 0 }
    return first == 0xC2 || first >= 0xE1 && first <= 0xE3 ? wide(bytes, index) : 0
  }

  @inline(__always)
  static func isASCII(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte >= 0x09 && byte <= 0x0D || byte >= 0x1C && byte <= 0x1F
  }

  /// U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
  private static func wide(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    guard index + 1 < bytes.count else { return 0 }
    let (first, second) = (bytes[index], bytes[index + 1])
    if first == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
    guard index + 2 < bytes.count else { return 0 }
    let third = bytes[index + 2]
    let isSpace =
      switch (first, second) {
      case (0xE1, 0x9A): third == 0x80
      case (0xE2, 0x80): third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF
      case (0xE2, 0x81): third == 0x9F
      case (0xE3, 0x80): third == 0x80
      case (_, _): false
      }
    return isSpace ? 3 : 0
  }

  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }

  /// Where a text ends without the white space at its end.
  static func end(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var end = bytes.count
    while end > 0 {
      var start = end - 1
      while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      let last = UnsafeBufferPointer(rebasing: bytes[..<end])
      guard length(in: last, at: start) == end - start else { break }
      end = start
    }
    return end
  }

  /// Calls with the place of each word.
  @inline(__always)
  static func forEachWord(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void
  ) {
    var start = 0
    var index = 0
    while index < bytes.count {
      let length = length(in: bytes, at: index)
      if length > 0 {
        if index > start { body(start..<index) }
        index += length
        start = index
      } else {
        index += 1
      }
    }
    if index > start { body(start..<index) }
  }
}
