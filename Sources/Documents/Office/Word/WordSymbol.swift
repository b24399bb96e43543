/// A character that a Word document names by a font and its place in it (`w:sym`, ECMA-376 part 1,
/// 17.3.3.30).
enum WordSymbol {
  /// The Symbol font from 0x20 and from 0xA1 (Adobe's symbol.txt); `?` where it has pieces of signs.
  private static let low = Array(
    " !∀#∃%&∍()∗+,−./0123456789:;<=>_≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{FFFD}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
      .unicodeScalars)
  private static let high = Array(
    "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…??↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓⋄〈®©™∑?????????????〉∫⌠?⌡"
      .unicodeScalars)

  /// What forms and checklists take from the Wingdings fonts.
  private static let dingbats: [UInt32: String] = [
    0x4A: "☺", 0x6F: "□", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
  ]

  /// The text of a symbol; `nil` where it means nothing without its font.
  static func text(_ element: TapeElement) -> String? {
    guard let code = element["char"].flatMap({ UInt32($0, radix: 16) }) else { return nil }
    // Fonts without a code page of their own stand in the private area, from 0xF000.
    let place = (0xF000...0xF0FF).contains(code) ? code - 0xF000 : code
    let font = element["font"] ?? ""
    if font == "Symbol" { return symbol(place) }
    if font.hasPrefix("Wingdings") { return dingbats[place] }
    guard let scalar = Unicode.Scalar(code), scalar.properties.generalCategory != .privateUse,
      scalar.properties.generalCategory != .control
    else { return nil }
    return String(scalar)
  }

  /// A text in the Symbol font, with what stands in the private area as what it looks like.
  static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0xF020...0xF0FF).contains($0.value) }) else {
      return text
    }
    return text.unicodeScalars.map { scalar in
      let isPrivate = (0xF020...0xF0FF).contains(scalar.value)
      return (isPrivate ? symbol(scalar.value - 0xF000) : nil) ?? String(scalar)
    }.joined()
  }

  private static func symbol(_ place: UInt32) -> String? {
    let found: Unicode.Scalar
    switch place {
    case 0x20...0x7E: found = low[Int(place - 0x20)]
    case 0xA1..<0xA1 + UInt32(high.count):
      found = high[Int(place - 0xA1)]
      guard found != "?" else { return nil }
    default: return nil
    }
    return found == "\u{FFFD}" ? nil : String(found)
  }
}
