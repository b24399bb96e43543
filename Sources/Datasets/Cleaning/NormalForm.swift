// Neither the standard library nor FoundationEssentials offers NFC, and Foundation would bring ICU's
// 40 MB into the program. The standard library's own normaliser is what swift-foundation uses, too; it
// is no public promise, so all use of it is here, and a test holds it against Unicode's definition.
@_spi(_Unicode) import Swift

/// Unicode Normalization Form C (Unicode Standard Annex 15).
enum NormalForm {
  /// The changes that put a text into NFC.
  static func edits(in bytes: [UInt8]) -> [EditedText.Edit] {
    var edits: [EditedText.Edit] = []
    let text = String(decoding: bytes, as: UTF8.self)
    var offset = 0
    var previous = 0
    var start: Int?
    func close(at end: Int) {
      guard let first = start else { return }
      start = nil
      let composed = composed(bytes[first..<end])
      guard !composed.elementsEqual(bytes[first..<end]) else { return }
      edits.append(.init(range: first..<end, replacement: composed, rule: .normalForm))
    }
    for scalar in text.unicodeScalars {
      if isComposed(scalar.value) {
        close(at: offset)
      } else {
        // It may compose with the character before.
        start = start ?? previous
      }
      previous = offset
      offset += UTF8.width(scalar)
    }
    close(at: offset)
    return edits
  }

  /// A text in NFC.
  private static func composed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var scalars = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self)._nfc { scalars.append(scalar) }
    return Array(String(scalars).utf8)
  }

  /// Whether a character surely stands as it is in NFC, and begins anew: the blocks of most texts.
  static func isComposed(_ value: UInt32) -> Bool {
    switch value {
    case 0..<0x300: true
    // Greek and Cyrillic, without the singletons and the marks
    case 0x374, 0x37E, 0x387: false
    case 0x370..<0x483, 0x48A..<0x591: true
    // Hebrew and Arabic letters and digits
    case 0x5D0...0x5F4, 0x620...0x64A, 0x660...0x66F, 0x671...0x6D5, 0x6EE...0x6FF: true
    // Thai letters
    case 0xE01...0xE37, 0xE3F...0xE47, 0xE4F...0xE5B: true
    // Latin, General Punctuation without its two singletons, symbols
    case 0x1E00...0x1EFF, 0x2002...0x20CF, 0x2190...0x2328, 0x232B...0x2ADB: true
    // Kana, ideographs, Hangul syllables, private use
    case 0x2E80...0x3029, 0x3030...0x3098, 0x309B...0xA66E, 0xAC00...0xD7A3, 0xE000...0xF8FF: true
    case 0xFF00...0xFFEF, 0x1F000...0x1FAFF, 0x20000...0x2F7FF: true
    default: false
    }
  }
}
