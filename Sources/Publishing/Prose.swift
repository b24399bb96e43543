import Core

/// Running text cut into sentences and words, as far as it can be without a dictionary.
struct Prose {
  struct Sentence: Hashable {
    var words: [Substring]
  }

  let sentences: [Sentence]

  init(_ text: String) {
    var sentences: [Sentence] = []
    var words: [Substring] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if word.contains(where: { $0.isLetter || $0.isNumber }) { words.append(word) }
      if let last = word.lastMark, ".!?:…".contains(last), !words.isEmpty {
        sentences.append(Sentence(words: words))
        words = []
      }
    }
    if !words.isEmpty { sentences.append(Sentence(words: words)) }
    self.sentences = sentences
  }

  /// The grade of Flesch and Kincaid (Derivation of New Readability Formulas, 1975); `nil` for a
  /// text of fewer than 100 words, of which the formula knows nothing.
  var readingGrade: Double? {
    let words = sentences.flatMap(\.words)
    guard words.count >= 100 else { return nil }
    let syllables = words.reduce(0) { $0 + Self.syllables(of: $1) }
    return 0.39 * Double(words.count) / Double(sentences.count)
      + 11.8 * Double(syllables) / Double(words.count) - 15.59
  }

  /// Groups of vowels, without those that are written and not said: a final `e`, and that of `-ed` and
  /// `-es` but after the letters that need it; at least one. Known for English.
  static func syllables(of word: Substring) -> Int {
    let letters = word.lowercased().filter(\.isLetter)
    var count = 0
    var wasVowel = false
    for letter in letters {
      let isVowel = "aeiouyàáâäèéêëìíîïòóôöùúûü".contains(letter)
      if isVowel, !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    if count > 1, hasSilentE(letters[...]) { count -= 1 }
    return max(1, count)
  }

  private static func hasSilentE(_ letters: Substring) -> Bool {
    let isVowel = { (letter: Character?) in letter.map { "aeiouy".contains($0) } ?? false }
    if letters.hasSuffix("e") {
      // `table` has two; of `free` the vowels are one group.
      let before = letters.dropLast().last
      return !isVowel(before) && !(before == "l" && !isVowel(letters.dropLast(2).last))
    }
    let stem = letters.dropLast(2)
    if letters.hasSuffix("ed") {
      return !isVowel(stem.last) && !"td".contains(stem.last ?? "t")
        && !(stem.last == "l" && !isVowel(stem.dropLast().last) && stem.dropLast().last != "l")
    }
    if letters.hasSuffix("es") {
      let hisses = ["s", "x", "z", "ch", "sh", "c", "g"].contains { stem.hasSuffix($0) }
      return !isVowel(stem.last) && !hisses
        && !(stem.last == "l" && !isVowel(stem.dropLast().last))
    }
    return false
  }
}
