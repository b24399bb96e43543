/// Takes out the characters that nobody sees, and writes spaces and line ends in one way.
enum CharacterCleaning {
  /// The changes a text needs.
  static func edits(in bytes: [UInt8], rules: Set<CleaningRule>) -> [EditedText.Edit] {
    let text = String(decoding: bytes, as: UTF8.self)
    let scalars = Array(text.unicodeScalars)
    let isRightToLeft = scalars.contains { isRightToLeftLetter($0.value) }
    var edits: [EditedText.Edit] = []
    var offset = 0
    for (index, scalar) in scalars.enumerated() {
      let width = UTF8.width(scalar)
      defer { offset += width }
      guard isSuspect(scalar.value) else { continue }
      let before = index > 0 ? scalars[index - 1] : nil
      let after = index + 1 < scalars.count ? scalars[index + 1] : nil
      guard
        let (rule, replacement) = change(
          scalar, between: before, after, isRightToLeft: isRightToLeft,
          isTag: isTagInFlag(at: index, in: scalars)),
        rules.contains(rule)
      else { continue }
      edits.append(
        .init(
          range: offset..<(offset + width), replacement: Array(replacement.utf8), rule: rule))
    }
    return edits
  }

  private typealias Scalar = Unicode.Scalar

  /// Whether a character may have to go.
  static func isSuspect(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x20..<0x7F: false
    case 0..<0x20, 0x7F...0xA0, 0xAD: true
    case 0xA1..<0x061C: false
    case 0x061C, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0xFEFF, 0xFFF9...0xFFFC: true
    case 0xFDD0...0xFDEF, 0xE0000...0xE007F: true
    default: value & 0xFFFE == 0xFFFE
    }
  }

  private static func change(
    _ scalar: Scalar, between before: Scalar?, _ after: Scalar?, isRightToLeft: Bool, isTag: Bool
  ) -> (rule: CleaningRule, replacement: String)? {
    switch scalar.value {
    case 0x0D: (.lineEnd, after == "\n" ? "" : "\n")
    case 0x0B, 0x0C, 0x85, 0x2028, 0x2029: (.lineEnd, "\n")
    case 0xA0, 0x2007, 0x202F: holds(between: before, after) ? nil : (.spacing, " ")
    case 0x2000...0x2006, 0x2008...0x200A, 0x205F: (.spacing, " ")
    case 0xAD: (.softHyphen, "")
    case 0x200C: joins(before) && joins(after) ? nil : (.invisibleCharacter, "")
    case 0x200D:
      joins(before) || isEmoji(before) && isEmoji(after) ? nil : (.invisibleCharacter, "")
    case 0x200E, 0x200F, 0x061C: isRightToLeft ? nil : (.bidiControl, "")
    case 0x202A...0x202E, 0x2066...0x2069: (.bidiControl, "")
    case 0xE0000...0xE007F: isTag ? nil : (.invisibleCharacter, "")
    case 0x200B, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF, 0xFFFC: (.invisibleCharacter, "")
    default: (.controlCharacter, "")
    }
  }

  // MARK: What a character is for

  /// Whether a no-break space holds something together that a line's end would part: a number's
  /// groups, a number and its unit, French punctuation. Elsewhere it is layout.
  private static func holds(between before: Scalar?, _ after: Scalar?) -> Bool {
    guard let before, let after, !before.properties.isWhitespace, !after.properties.isWhitespace
    else { return false }
    return before.properties.numericType != nil || after.properties.numericType != nil
      || before == "«" || ";:!?»%€$£°".unicodeScalars.contains(after)
  }

  /// Whether a joiner matters beside it: Arabic, the Indic scripts, Khmer, Mongolian.
  private static func joins(_ scalar: Scalar?) -> Bool {
    guard let scalar, scalar.value != 0x061C else { return false }
    return switch scalar.value {
    case 0x0600...0x08FF, 0x0900...0x0FFF, 0x1000...0x109F, 0x1780...0x18AF, 0xFB50...0xFDCF,
      0xFE70...0xFEFC:
      true
    default: false
    }
  }

  private static func isEmoji(_ scalar: Scalar?) -> Bool {
    guard let scalar, scalar.value > 0xFF else { return false }
    return scalar.properties.isEmoji || scalar.value == 0xFE0F
  }

  private static func isRightToLeftLetter(_ value: UInt32) -> Bool {
    switch value {
    case 0x0590...0x061B, 0x061D...0x08FF, 0xFB1D...0xFDCF, 0xFE70...0xFEFC: true
    default: false
    }
  }

  /// Whether a tag character belongs to a flag: they follow U+1F3F4 up to U+E007F.
  private static func isTagInFlag(at index: Int, in scalars: [Scalar]) -> Bool {
    guard (0xE0020...0xE007F).contains(scalars[index].value) else { return false }
    // Eight tags are the most that a flag has; a text of tags alone must not cost its square.
    let start = scalars[max(0, index - 16)..<index].lastIndex {
      !(0xE0020...0xE007E).contains($0.value)
    }
    guard let start, scalars[start].value == 0x1F3F4 else { return false }
    let end = scalars[(start + 1)...].prefix(16).firstIndex {
      !(0xE0020...0xE007E).contains($0.value)
    }
    return end.map { scalars[$0].value == 0xE007F } ?? false
  }
}
