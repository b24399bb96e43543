/// A word without its ending and in one spelling, so that `colours` and `color`, `booking` and
/// `booked` are one; known for English. It is for comparing, never for reading.
package enum WordStem {
  /// The stem of a word in lower case.
  package static func of(_ word: String) -> String {
    guard word.utf8.count > 3 else { return spellings[word] ?? word }
    var stem = spellings[word] ?? word
    for (ending, rest) in endings where stem.hasSuffix(ending) {
      let kept = stem.dropLast(ending.count)
      guard kept.count >= 3, kept.contains(where: { "aeiouy".contains($0) }) else { continue }
      stem = kept + rest
      break
    }
    // `cancelled` is `cancel`, `planning` is `plan`; `press` keeps both.
    if let last = stem.last, stem.dropLast().last == last, !"aeiouys".contains(last) {
      stem.removeLast()
    }
    if stem.hasSuffix("e"), stem.count > 3 { stem.removeLast() }
    if stem.hasSuffix("y"), stem.count > 3 { stem = stem.dropLast() + "i" }
    if stem.hasSuffix("our"), stem.count > 4 { stem = stem.dropLast(3) + "or" }
    return stem
  }

  /// The longest ending first.
  private static let endings: [(String, String)] = [
    ("isations", "is"), ("izations", "is"), ("isation", "is"), ("ization", "is"),
    ("ellation", "el"), ("ations", ""), ("ation", ""), ("ibility", "ibl"), ("ises", "is"),
    ("izes", "is"), ("ised", "is"), ("ized", "is"), ("ising", "is"), ("izing", "is"), ("ize", "is"),
    ("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"),
    ("ings", ""), ("ing", ""), ("ed", ""), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""),
  ]

  /// What no ending tells.
  private static let spellings: [String: String] = [
    "grey": "gray", "greys": "gray", "licence": "license", "licences": "license",
    "centre": "center", "centres": "center", "catalogue": "catalog", "catalogues": "catalog",
    "dialogue": "dialog", "dialogues": "dialog", "programme": "program", "programmes": "program",
  ]
}
