/// A text of an Android resource, as the program shows it (Android's "String resources": formatting
/// and styling).
struct AndroidText {
  /// The text, its escapes and quotes resolved.
  private(set) var text = ""
  /// Whether an apostrophe stands in it that the resource compiler takes for a quote.
  private(set) var hasBareApostrophe = false

  init(_ written: String) {
    var isQuoted = false
    var characters = Array(written.unicodeScalars)[...]
    while let scalar = characters.popFirst() {
      switch scalar {
      case "\\": text += Self.escaped(&characters)
      case "\"": isQuoted.toggle()
      case "'":
        if !isQuoted { hasBareApostrophe = true }
        text += "'"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  private static func escaped(_ rest: inout ArraySlice<Unicode.Scalar>) -> String {
    guard let scalar = rest.popFirst() else { return "" }
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "u":
      let digits = rest.prefix(4)
      let code = UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
      guard digits.count == 4, let code, let character = Unicode.Scalar(code) else { return "u" }
      rest = rest.dropFirst(4)
      return String(character)
    default: return String(scalar)
    }
  }
}
