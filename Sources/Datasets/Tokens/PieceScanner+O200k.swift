extension PieceScanner {
  /// The end of the piece at an offset in o200k_base. Its pattern, the first that matches:
  ///
  ///     [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(contraction)?
  ///     [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(contraction)?
  ///     \p{N}{1,3}
  ///      ?[^\s\p{L}\p{N}]+[\r\n/]*
  ///     \s*[\r\n]+
  ///     \s+(?!\S)
  ///     \s+
  func endInO200k(_ start: Int) -> Int {
    let first = character(at: start)
    if !first.kind.isDisjoint(with: .letter) {
      return endOfContraction(at: word(from: start).end)
    }
    if first.kind.contains(.number) { return endOfNumber(after: first) }
    if !first.kind.contains(.newline), let end = endOfPrefixedWord(first) { return end }
    if let end = endOfSigns(first, at: start) { return end }
    let space = space(from: start)
    return space.endOfLines ?? space.end(in: count)
  }

  /// The end of a word, and whether a letter or mark stands in it that can end one.
  private struct Word {
    let end: Int
    let isEnded: Bool
  }

  /// A word at an offset where a letter or a mark stands: capitals, then small letters; the letters
  /// and marks without case are both. Where no small letter follows the capitals, it is cut back to
  /// the last caseless one.
  private func word(from start: Int) -> Word {
    let opening: ScalarKind = [.upper, .caseless, .mark]
    let closing: ScalarKind = [.lower, .caseless, .mark]
    var offset = start
    var endOfCaseless: Int?
    while offset < count {
      let next = character(at: offset)
      guard !next.kind.isDisjoint(with: opening) else {
        guard next.kind.contains(.lower) else { break }
        return Word(end: end(of: closing, from: next.end), isEnded: true)
      }
      offset = next.end
      if !next.kind.contains(.upper) { endOfCaseless = offset }
    }
    return Word(end: endOfCaseless ?? offset, isEnded: endOfCaseless != nil)
  }

  /// The end of a word behind a character that is no letter, digit or line break.
  private func endOfPrefixedWord(_ prefix: Character) -> Int? {
    let isMark = prefix.kind.contains(.mark)
    if prefix.end < count,
      !character(at: prefix.end).kind.isDisjoint(with: [.letter, .mark])
    {
      let word = word(from: prefix.end)
      // A mark before capitals alone is a word by the first pattern, before the second takes them.
      if word.isEnded || !isMark { return endOfContraction(at: word.end) }
    }
    return isMark ? endOfContraction(at: prefix.end) : nil
  }

  /// The end of signs, behind a space or none, with the line breaks and slashes that follow.
  private func endOfSigns(_ first: Character, at start: Int) -> Int? {
    let words: ScalarKind = [.space, .letter, .number]
    let begin = bytes[start] == UInt8(ascii: " ") ? first.end : start
    var offset = end(ofOtherThan: words, from: begin)
    guard offset > begin else { return nil }
    while offset < count {
      let byte = bytes[offset]
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "/")
      else { break }
      offset += 1
    }
    return offset
  }
}
