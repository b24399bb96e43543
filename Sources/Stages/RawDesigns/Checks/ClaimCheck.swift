import Core
import Documents

/// What a draft says that can be wrong, and whether it stands in what it cites: numbers, dates, names
/// and quotations. A claim that stands in no cited passage may still be true; nobody can see from what.
struct ClaimCheck {
  /// One claim without a source.
  struct Claim: Hashable {
    enum Kind: String { case number, date, name, quotation }

    var kind: Kind
    var text: String
    /// The block it stands in.
    var block: Int
    /// A passage that the block does not cite, and that has it.
    var elsewhere: String?
    /// The number, with its measure.
    var number: Numerals.Number?
    /// Whether it begins a sentence, where any word is written large.
    var opensSentence = false
  }

  /// How many claims there are.
  private(set) var count = 0
  private(set) var unsupported: [Claim] = []
  private let sources: SourceWords
  private let known: Set<String>

  /// - Parameters:
  ///   - draft: what is claimed.
  ///   - sources: what it may rest on.
  ///   - title: words that are given, and need no source.
  ///   - language: BCP 47; where every noun is written large, no name is told by its letter.
  init(_ draft: DraftText, _ sources: SourceWords, title: String, language: String) {
    self.sources = sources
    known = Set(WordTokens.words(of: title))
    let tellsNames = !(language == "de" || language.hasPrefix("de-"))
    for block in draft.prose {
      let text = draft.parts[block].text
      let cited = sources.entries(draft.cited[block])
      var seen: Set<Claim> = []
      for claim in claims(in: text, block, tellsNames: tellsNames)
      where seen.insert(claim).inserted {
        take(claim, cited)
      }
    }
  }

  private mutating func take(_ claim: Claim, _ cited: [SourceWords.Entry]) {
    let words = WordTokens.words(of: claim.text)
    if claim.kind == .name, words.allSatisfy(known.contains) { return }
    count += 1
    let phrases = phrases(of: claim, words)
    guard !cited.contains(where: { Self.holds(claim, phrases, $0) }) else { return }
    // A name may be put together of what two cited passages say.
    if claim.kind == .name, cited.count > 1 {
      let said = cited.reduce(into: Set<String>()) { $0.formUnion($1.words) }
      if words.allSatisfy(said.contains) { return }
    }
    var claim = claim
    claim.elsewhere = sources.entries.first { Self.holds(claim, phrases, $0) }?.marker
    unsupported.append(claim)
  }

  /// The words that a passage has to say; of a name that begins a sentence, the rest will do where the
  /// first word is one that the documents use.
  private func phrases(of claim: Claim, _ words: [String]) -> [String] {
    var phrases = [words.joined(separator: " ")]
    if claim.opensSentence, let first = words.first, words.count > 1,
      ContentWords.of(first).isEmpty
        || sources.entries.contains(where: { $0.words.contains(first) })
    {
      phrases.append(words.dropFirst().joined(separator: " "))
    }
    return phrases
  }

  private static func holds(
    _ claim: Claim, _ phrases: [String], _ entry: SourceWords.Entry
  ) -> Bool {
    claim.number.map(entry.has) ?? phrases.contains(where: entry.says)
  }

  // MARK: What is claimed

  private func claims(in text: String, _ block: Int, tellsNames: Bool) -> [Claim] {
    var claims: [Claim] = []
    for number in sources.numerals.all(in: text) {
      claims.append(Claim(kind: .number, text: number.text, block: block, number: number))
    }
    let (quotations, plain) = QuotedText.split(text)
    for quotation in quotations where quotation.split(separator: " ").count >= 3 {
      claims.append(Claim(kind: .quotation, text: quotation, block: block))
    }
    for name in Self.names(in: plain) {
      if Self.days.contains(name.text.lowercased()) {
        claims.append(Claim(kind: .date, text: name.text, block: block))
      } else if tellsNames {
        claims.append(
          Claim(kind: .name, text: name.text, block: block, opensSentence: name.opensSentence))
      }
    }
    return claims
  }

  private static let days: Set = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  /// Words written large inside a sentence, those that follow each other as one; the first of a
  /// sentence where another follows it.
  private static func names(in text: String) -> [(text: String, opensSentence: Bool)] {
    var names: [(text: String, opensSentence: Bool)] = []
    var open: [Substring] = []
    var opensSentence = false
    func close() {
      if !open.isEmpty, !opensSentence || open.count > 1 {
        names.append((open.joined(separator: " "), opensSentence))
      }
      (open, opensSentence) = ([], false)
    }
    var isStart = true
    for written in text.split(whereSeparator: \.isWhitespace) {
      let word = written.trimmed
      if !isWrittenLarge(word) {
        close()
      } else if days.contains(word.lowercased()) {
        close()
        if !isStart { names.append((String(word), false)) }
      } else {
        if isStart { opensSentence = true }
        open.append(word)
      }
      let last = written.lastMark
      let isEnd = last.map { ".!?:;…|–—•>".contains($0) } ?? true
      if isEnd || last == "," { close() }
      isStart = isEnd
    }
    close()
    return names
  }

  /// Whether a word is written as a name is. `I` and abbreviations of one letter are no names; what is
  /// large all through, such as PIN, is.
  private static func isWrittenLarge(_ word: Substring) -> Bool {
    guard let first = word.first, first.isUppercase, word.count > 1 else { return false }
    return !["I'm", "I'll", "I've", "I’m", "I’ll", "I’ve"].contains(String(word))
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var rest = drop { !$0.isLetter && !$0.isNumber }
    while let last = rest.last, !last.isLetter, !last.isNumber { rest = rest.dropLast() }
    return rest.withoutPossessive
  }
}
