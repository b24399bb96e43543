/// The terms of a text, each once, in the order they come: words of three letters or more, in lower case;
/// where a script sets no spaces, pairs of its characters.
enum Terms {
  /// The most terms of one text.
  private static let most = 200
  /// From here on scripts of East Asia begin, which set no spaces.
  private static let firstWithoutSpaces: UInt32 = 0x2E80

  static func of(_ text: String) -> [String] {
    var terms: [String] = []
    var known: Set<String> = []
    func add(_ term: String) {
      if terms.count < most, known.insert(term).inserted { terms.append(term) }
    }
    for word in words(of: text) where terms.count < most {
      if let first = word.unicodeScalars.first, first.value >= firstWithoutSpaces {
        let scalars = Array(word.unicodeScalars)
        for (one, other) in zip(scalars, scalars.dropFirst()) {
          add(String(String.UnicodeScalarView([one, other])))
        }
      } else if word.utf8.count >= 3 {
        add(word)
      }
    }
    return terms
  }

  private static func words(of text: String) -> [String] {
    // A placeholder for personal data is about nothing.
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var isInPlaceholder = false
    func end() {
      if !word.isEmpty { words.append(String(word)) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic, !isInPlaceholder {
        word.append(scalar)
      } else {
        end()
        if scalar == "[" { isInPlaceholder = true }
        if scalar == "]" || scalar == "\n" { isInPlaceholder = false }
      }
    }
    end()
    return words
  }
}
