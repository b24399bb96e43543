/// The characters of a text that change what a reader sees without being seen themselves (Unicode
/// Technical Report 36, 2.5): the first of each sort.
struct HiddenCharacters {
  /// The first that turns the order in which the text is shown.
  private(set) var bidirectional: Unicode.Scalar?
  /// The first that is not shown at all.
  private(set) var invisible: Unicode.Scalar?

  init(in text: String) {
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
}

extension ArraySlice<UInt8> {
  /// Whether the bytes hold one of the sequences of ``HiddenCharacters``; most texts have none.
  var mayHoldHiddenCharacter: Bool {
    unsafe withUnsafeBufferPointer { buffer in
      for index in 0..<buffer.count {
        let byte = unsafe buffer[index]
        guard byte < 0x20 || byte >= 0x7F else { continue }
        let next = index + 1 < buffer.count ? unsafe buffer[index + 1] : 0
        switch byte {
        case 0x09...0x0D: break
        case 0...0x1F, 0x7F, 0xF3: return true
        case 0xC2: if next == 0xAD || next < 0xA0 { return true }
        case 0xE2:
          let last = index + 2 < buffer.count ? unsafe buffer[index + 2] : 0
          if next == 0x80 && (last == 0x8B || (0xAA...0xAE).contains(last)) { return true }
          if next == 0x81 && (0xA0...0xA9).contains(last) { return true }
        case 0xEF: if next == 0xBB { return true }
        default: break
        }
      }
      return false
    }
  }
}

extension Unicode.Scalar {
  /// The character as messages name it: `U+202E`.
  var codePoint: String {
    let code = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
  }
}
