/// What a UI string calls its control, freed of what does not belong to the name: the mark of its
/// access key, the colon before a field, the dots of a command that asks back.
struct InterfaceName {
  /// The most characters of a name; what is longer is a sentence.
  static let limit = 60

  /// The name as it is shown.
  let wording: String
  /// The name's letters and digits in lower case, without spaces: one for `E-mail` and `email`.
  let normal: String
  /// The name's words in lower case; `e-mail` is one.
  let words: [String]

  /// - Returns: `nil` for what is no name: a sentence, a number, a sign.
  init?(_ text: String) {
    var name = Self.withoutAccessKey(text).typographicallyPlain
    while let last = name.last, last == ":" || last == "…" || last == " " { name.removeLast() }
    guard !name.isEmpty, name.count <= Self.limit, name.contains(where: \.isLetter) else {
      return nil
    }
    wording = name
    words = Self.words(of: name)
    normal = words.joined()
    guard !normal.isEmpty, words.count <= 8 else { return nil }
  }

  /// The words of a text in lower case, those with a hyphen as one.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if character != "-", character != "'", character != "\u{AD}", character != "\u{2011}" {
        if !word.isEmpty { words.append(word) }
        word = ""
        // Signs that carry meaning: `C++`, `+ 10 %`.
        if "+%#@".contains(character) { words.append(String(character)) }
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// A text without the sign before the letter of its access key: `E&xit`, `_Save`.
  private static func withoutAccessKey(_ text: String) -> String {
    if text.count(where: { $0 == "&" }) == 1, let mark = text.firstIndex(of: "&") {
      let after = text.index(after: mark)
      let before = mark == text.startIndex ? " " : text[text.index(before: mark)]
      // `R&D` keeps its sign, as does `Terms & conditions`.
      if after < text.endIndex, text[after].isLetter, !before.isUppercase || text[after].isLowercase
      {
        return String(text[..<mark] + text[after...])
      }
    }
    if text.count(where: { $0 == "_" }) == 1, let mark = text.firstIndex(of: "_") {
      let isStart = mark == text.startIndex || text[text.index(before: mark)] == " "
      if isStart { return String(text[..<mark] + text[text.index(after: mark)...]) }
    }
    return text
  }
}

extension String {
  /// The text with one kind of quotation mark, apostrophe, space and dots.
  fileprivate var typographicallyPlain: String {
    var plain = ""
    for character in self {
      switch character {
      case "\u{A0}", "\u{202F}", "\n", "\t": plain.append(" ")
      case "’", "‘": plain.append("'")
      case "“", "”", "„": plain.append("\"")
      case "." where plain.hasSuffix(".."):
        plain.removeLast(2)
        plain.append("…")
      default: plain.append(character)
      }
    }
    return plain
  }
}
