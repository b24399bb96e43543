import Core

/// A text as the stems of its words, sentence by sentence: what a subject is looked for in.
struct WordTrain: Hashable, Sendable {
  /// A word as it is written between spaces: `full-color` and `GOV.UK` are one of two parts.
  struct Word: Hashable, Sendable {
    var parts: [String]
    /// Whether it is written large.
    var isLarge = false
    /// Whether it belongs to grammar, and says nothing of a subject: `which`.
    var isGrammar = false
  }

  let sentences: [[Word]]

  /// One sentence.
  init(words: [Word]) { sentences = words.isEmpty ? [] : [words] }

  init(_ text: String) {
    var sentences: [[Word]] = []
    var open: [Word] = []
    for written in text.split(whereSeparator: Self.parts) {
      let bare = Self.bare(written)
      let parts = ContentWords.words(of: bare).map(WordStem.of)
      if !parts.isEmpty {
        let isLarge = written.first { $0.isLetter || $0.isNumber }?.isUppercase == true
        let isGrammar = ContentWords.of(bare).isEmpty
        open.append(Word(parts: parts, isLarge: isLarge, isGrammar: isGrammar))
      }
      if let end = written.lastMark, ".!?:;".contains(end), !open.isEmpty {
        sentences.append(Self.withoutConnective(open))
        open = []
      }
    }
    if !open.isEmpty { sentences.append(Self.withoutConnective(open)) }
    self.sentences = sentences
  }

  /// Whether the stems stand in one of its sentences, one after the other.
  func says(_ phrase: [String]) -> Bool {
    sentences.contains { sentence in
      let stems = sentence.flatMap(\.parts)
      return stems.count >= phrase.count
        && (0...(stems.count - phrase.count)).contains { stems[$0...].starts(with: phrase) }
    }
  }

  private static func parts(_ character: Character) -> Bool {
    character.isWhitespace || "/()\u{2013}\u{2014}".contains(character)
  }

  /// A word without what belongs to grammar: `GNOME’s`.
  private static func bare(_ written: Substring) -> String {
    var word = written
    while let last = word.last, !last.isLetter, !last.isNumber { word = word.dropLast() }
    return String(word.withoutPossessive)
  }

  /// A sentence without what only joins it to the last: `in contrast` says nothing of contrast.
  private static func withoutConnective(_ words: [Word]) -> [Word] {
    let opening = words.prefix(2).flatMap(\.parts)
    return connectives.contains(opening) ? Array(words.dropFirst(2)) : words
  }

  private static let connectives: Set<[String]> = Set(
    [
      ["in", "contrast"], ["by", "contrast"], ["for", "example"], ["for", "instance"],
      ["in", "addition"], ["in", "general"], ["generally", "speaking"], ["in", "particular"],
    ].map { $0.map(WordStem.of) })
}
