/// Answers as SQuAD compares them (Rajpurkar et al., SQuAD: 100,000+ Questions, 2016): small letters,
/// without ASCII punctuation, English articles and surplus white space.
enum AnswerNormalization {
  /// An answer's words with one space between them.
  static func text(_ answer: String) -> String {
    let scalars = answer.loweredAsReference().unicodeScalars.filter { !isPunctuation($0) }
    var kept = String.UnicodeScalarView()
    var run: [Unicode.Scalar] = []
    for scalar in scalars {
      if isWord(scalar) {
        run.append(scalar)
      } else {
        kept.append(contentsOf: withoutArticle(run))
        run.removeAll(keepingCapacity: true)
        kept.append(scalar)
      }
    }
    kept.append(contentsOf: withoutArticle(run))
    return kept.split(whereSeparator: Whitespace.contains).map { String($0) }
      .joined(separator: " ")
  }

  private static func withoutArticle(_ run: [Unicode.Scalar]) -> [Unicode.Scalar] {
    run == ["a"] || run == ["a", "n"] || run == ["t", "h", "e"] ? [" "] : run
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// What Python's regular expressions call a word character, save the underscore, which is gone.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return true
    default: return scalar.properties.numericType != nil
    }
  }
}
