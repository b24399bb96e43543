/// Porter's stemmer (An Algorithm for Suffix Stripping, Program 14, 1980) with the extensions of NLTK,
/// which rouge-score uses. Words are of small ASCII letters and digits.
struct PorterStemmer {
  /// A suffix and what takes its place; the first suffix that a word has decides.
  private struct Rule {
    var suffix: [UInt8]
    var replacement: [UInt8]

    init(_ suffix: String, _ replacement: String) {
      self.suffix = Array(suffix.utf8)
      self.replacement = Array(replacement.utf8)
    }
  }

  private static let irregular: [[UInt8]: [UInt8]] = {
    let forms = [
      "sky": "sky", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news",
      "innings": "inning", "inning": "inning", "outings": "outing", "outing": "outing",
      "cannings": "canning", "canning": "canning", "howe": "howe", "proceed": "proceed",
      "exceed": "exceed", "succeed": "succeed",
    ]
    return Dictionary(
      uniqueKeysWithValues: forms.map { (Array($0.key.utf8), Array($0.value.utf8)) })
  }()

  private static let plurals = [
    Rule("sses", "ss"), Rule("ies", "i"), Rule("ss", "ss"), Rule("s", ""),
  ]

  private static let doubled = [
    Rule("ational", "ate"), Rule("tional", "tion"), Rule("enci", "ence"), Rule("anci", "ance"),
    Rule("izer", "ize"), Rule("bli", "ble"), Rule("alli", "al"), Rule("entli", "ent"),
    Rule("eli", "e"), Rule("ousli", "ous"), Rule("ization", "ize"), Rule("ation", "ate"),
    Rule("ator", "ate"), Rule("alism", "al"), Rule("iveness", "ive"), Rule("fulness", "ful"),
    Rule("ousness", "ous"), Rule("aliti", "al"), Rule("iviti", "ive"), Rule("biliti", "ble"),
    Rule("fulli", "ful"), Rule("logi", "log"),
  ]

  private static let derived = [
    Rule("icate", "ic"), Rule("ative", ""), Rule("alize", "al"), Rule("iciti", "ic"),
    Rule("ical", "ic"), Rule("ful", ""), Rule("ness", ""),
  ]

  private static let endings = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ate", "iti", "ous", "ive", "ize",
  ].map { Rule($0, "") }

  /// Cuts a word to its stem.
  func stem(_ word: inout [UInt8]) {
    if word.count <= 8, let stem = Self.irregular[word] {
      word = stem
      return
    }
    guard word.count > 2 else { return }
    cutPlural(&word)
    cutPast(&word)
    turnY(&word)
    cutDoubled(&word)
    replace(&word, Self.derived) { word, count, _ in measure(word, count) > 0 }
    replace(&word, Self.endings) { word, count, suffix in
      measure(word, count) > 1
        && (suffix != "ion" || word[count - 1] == letter("s") || word[count - 1] == letter("t"))
    }
    cutE(&word)
    if has(word, "ll"), measure(word, word.count - 1) > 1 { word.removeLast() }
  }

  /// Step 1a.
  private func cutPlural(_ word: inout [UInt8]) {
    if word.count == 4, has(word, "ies") {
      word.removeLast()
    } else {
      replace(&word, Self.plurals) { _, _, _ in true }
    }
  }

  /// Step 1b.
  private func cutPast(_ word: inout [UInt8]) {
    if has(word, "ied") {
      word.removeLast(word.count == 4 ? 1 : 2)
      return
    }
    if has(word, "eed") {
      if measure(word, word.count - 3) > 0 { word.removeLast() }
      return
    }
    let cut = has(word, "ed") ? 2 : has(word, "ing") ? 3 : 0
    guard cut > 0, hasVowel(word, word.count - cut) else { return }
    word.removeLast(cut)
    if has(word, "at") || has(word, "bl") || has(word, "iz") {
      word.append(letter("e"))
    } else if endsInDoubleConsonant(word) {
      if let last = word.last, ![letter("l"), letter("s"), letter("z")].contains(last) {
        word.removeLast()
      }
    } else if measure(word, word.count) == 1, endsShort(word, word.count) {
      word.append(letter("e"))
    }
  }

  /// Step 1c, as NLTK has it.
  private func turnY(_ word: inout [UInt8]) {
    let count = word.count - 1
    if word.last == letter("y"), count > 1, isConsonant(word, count - 1) {
      word[count] = letter("i")
    }
  }

  /// Step 2.
  private func cutDoubled(_ word: inout [UInt8]) {
    while has(word, "alli"), measure(word, word.count - 4) > 0 { word.removeLast(2) }
    replace(&word, Self.doubled) { word, count, suffix in
      measure(word, suffix == "logi" ? count + 1 : count) > 0
    }
  }

  /// Step 5a.
  private func cutE(_ word: inout [UInt8]) {
    guard word.last == letter("e") else { return }
    let count = word.count - 1
    let measure = measure(word, count)
    if measure > 1 || measure == 1 && !endsShort(word, count) { word.removeLast() }
  }

  private func replace(
    _ word: inout [UInt8], _ rules: [Rule], if condition: ([UInt8], Int, String) -> Bool
  ) {
    for rule in rules where word.count >= rule.suffix.count && word.last == rule.suffix.last {
      let count = word.count - rule.suffix.count
      guard word[count...].elementsEqual(rule.suffix) else { continue }
      if condition(word, count, String(decoding: rule.suffix, as: UTF8.self)) {
        word.removeLast(rule.suffix.count)
        word.append(contentsOf: rule.replacement)
      }
      return
    }
  }

  private func letter(_ scalar: Unicode.Scalar) -> UInt8 { UInt8(ascii: scalar) }

  private func has(_ word: [UInt8], _ suffix: StaticString) -> Bool {
    let count = suffix.utf8CodeUnitCount
    guard word.count >= count else { return false }
    return suffix.withUTF8Buffer { word[(word.count - count)...].elementsEqual($0) }
  }

  private func isVowel(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61, 0x65, 0x69, 0x6F, 0x75: true
    default: false
    }
  }

  /// A letter other than a, e, i, o, u, and other than y behind a consonant.
  private func isConsonant(_ word: [UInt8], _ index: Int) -> Bool {
    var start = index
    while start > 0, word[start] == letter("y") { start -= 1 }
    let isFirst = !isVowel(word[start])
    return (index - start) % 2 == 0 ? isFirst : !isFirst
  }

  /// How many times vowels are followed by consonants among the first letters.
  private func measure(_ word: [UInt8], _ count: Int) -> Int {
    var (measure, wasVowel, wasConsonant) = (0, false, false)
    for index in 0..<max(count, 0) {
      let isConsonant = word[index] == letter("y") ? !wasConsonant : !isVowel(word[index])
      if isConsonant, wasVowel { measure += 1 }
      (wasVowel, wasConsonant) = (!isConsonant, isConsonant)
    }
    return measure
  }

  private func hasVowel(_ word: [UInt8], _ count: Int) -> Bool {
    (0..<count).contains { !isConsonant(word, $0) }
  }

  private func endsInDoubleConsonant(_ word: [UInt8]) -> Bool {
    let count = word.count
    return count >= 2 && word[count - 1] == word[count - 2] && isConsonant(word, count - 1)
  }

  /// Consonant, vowel, consonant other than w, x, y; or only a vowel and a consonant.
  private func endsShort(_ word: [UInt8], _ count: Int) -> Bool {
    if count == 2 { return !isConsonant(word, 0) && isConsonant(word, 1) }
    guard count >= 3, isConsonant(word, count - 3), !isConsonant(word, count - 2),
      isConsonant(word, count - 1)
    else { return false }
    return ![letter("w"), letter("x"), letter("y")].contains(word[count - 1])
  }
}
