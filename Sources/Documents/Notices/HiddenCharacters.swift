/// The characters of a text that change what a reader sees without being seen themselves (Unicode
/// Technical Report 36, 2.5): the first of each sort.
struct HiddenCharacters {
  /// The first that turns the order in which the text is shown.
  private(set) var bidirectional: Unicode.Scalar?
  /// The first that is not shown at all.
  private(set) var invisible: Unicode.Scalar?

  init(in text: String) {
    guard text.utf8.contains(where: Self.isLead) else { return }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      // The marks U+200E, U+200F and U+061C stay: they turn nothing, and Hebrew and Arabic need them.
      case 0x202A...0x202E, 0x2066...0x2069: bidirectional = bidirectional ?? scalar
      // The joiners U+200C and U+200D stay: Persian, Hindi and many an emoji need them.
      // Control characters too: a terminal obeys them.
      case 0x00...0x08, 0x0E...0x1F, 0x7F...0x9F, 0x00AD, 0x200B, 0x2060...0x2064, 0xFEFF,
        0xE0000...0xE007F:
        invisible = invisible ?? scalar
      default: break
      }
    }
  }

  /// Whether a byte of UTF-8 can begin one of the characters; most texts have none of them.
  static func isLead(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(0x09...0x0D).contains(byte) || byte == 0x7F || byte == 0xC2 || byte == 0xE2
      || byte == 0xEF || byte == 0xF3
  }
}

extension Unicode.Scalar {
  /// The character as messages name it: `U+202E`.
  var codePoint: String {
    let code = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
  }
}
