import Core

/// A text as sentences of folded words, for comparison.
struct GroundedText {
  /// A word, and how it was written.
  struct Word: Hashable {
    var folded: String
    var isCapital: Bool
    var isFirst: Bool

    var isNumber: Bool { folded.contains(where: \.isNumber) }
    var isContent: Bool { !GroundingWords.stops.contains(folded) }
  }

  private(set) var sentences: [[Word]] = []
  var words: [Word] { sentences.flatMap { $0 } }

  init(_ text: String) {
    var sentence: [Word] = []
    for piece in text.split(whereSeparator: \.isWhitespace) {
      let trimmed = piece.trimming { !$0.isLetter && !$0.isNumber }
      for part in Self.parts(of: trimmed) {
        let folded = part.lowercased().replacing("’", with: "'")
        sentence.append(
          Word(
            folded: GroundingWords.digits(of: folded) ?? folded,
            isCapital: part.first?.isUppercase == true, isFirst: sentence.isEmpty))
      }
      if let end = piece.lastMark, ".!?:;".contains(end) {
        if !sentence.isEmpty { sentences.append(sentence) }
        sentence = []
      }
    }
    if !sentence.isEmpty { sentences.append(sentence) }
  }

  /// A number keeps its signs: `4.5`, `12:30`, `2024-05-01`; other words part at them.
  private static func parts(of word: Substring) -> [Substring] {
    guard !word.contains(where: \.isNumber) else { return [word] }
    return word.split { !$0.isLetter && $0 != "'" && $0 != "’" }
  }
}

extension Substring {
  /// Without the characters at its ends that are as said.
  func trimming(_ isLoose: (Character) -> Bool) -> Substring {
    guard let start = firstIndex(where: { !isLoose($0) }),
      let end = lastIndex(where: { !isLoose($0) })
    else { return "" }
    return self[start...end]
  }
}
