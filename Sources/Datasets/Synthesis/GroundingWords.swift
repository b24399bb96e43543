import Core

/// The words that the grounding of an answer is told by. They are English, as the prompts are.
enum GroundingWords {
  /// Words that say nothing of what a text is about.
  static let stops: Set<String> = Set(
    """
    a an the and or but if then than that this these those it its it's is are was were be been being am
    do does did done have has had having of in on at to from by for with about into as so such i you he
    she we they them their your our my his her me us who whom which what when where why how can could
    will would shall should may might must there here also too very just yes not no nor never
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Words that turn what a sentence says.
  static let negations: Set<String> = [
    "not", "no", "never", "nor", "neither", "none", "nothing", "nobody", "cannot", "without",
    "unable",
  ]

  static func isNegation(_ word: String) -> Bool {
    negations.contains(word) || word.hasSuffix("n't")
  }

  /// Words of which one in place of the other turns a sentence.
  static let opposites: [(String, String)] = [
    ("before", "after"), ("above", "below"), ("on", "off"), ("all", "some"),
    ("always", "sometimes"),
    ("left", "right"), ("first", "last"), ("enabled", "disabled"), ("more", "less"),
    ("minimum", "maximum"), ("must", "may"), ("open", "closed"), ("increase", "decrease"),
    ("top", "bottom"), ("show", "hide"), ("shown", "hidden"), ("required", "optional"),
    ("allowed", "forbidden"), ("add", "remove"), ("old", "new"), ("light", "dark"),
  ]

  /// A number in words as digits, since it may be written either way; `nil` for other words, and for
  /// `one`, which is mostly none.
  static func digits(of word: String) -> String? {
    if word == "hundred" { return "100" }
    return word == "one" ? nil : NumberWords.value(of: word).map(String.init)
  }
}
