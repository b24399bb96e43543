extension PieceScanner {
  /// The end of the piece at an offset in cl100k_base. Its pattern, the first that matches:
  ///
  ///     '(?i:[sdmt]|ll|ve|re)
  ///     [^\r\n\p{L}\p{N}]?+\p{L}++
  ///     \p{N}{1,3}+
  ///      ?[^\s\p{L}\p{N}]++[\r\n]*+
  ///     \s++$
  ///     \s*[\r\n]
  ///     \s+(?!\S)
  ///     \s
  func endInCL100k(_ start: Int) -> Int {
    let contraction = endOfContraction(at: start)
    guard contraction == start else { return contraction }
    let first = character(at: start)
    if !first.kind.isDisjoint(with: .letter) { return end(of: .letter, from: first.end) }
    if first.kind.contains(.number) { return endOfNumber(after: first) }
    if !first.kind.contains(.newline) {
      let end = end(of: .letter, from: first.end)
      if end > first.end { return end }
    }
    let begin = bytes[start] == UInt8(ascii: " ") ? first.end : start
    let signs = end(ofOtherThan: [.space, .letter, .number], from: begin)
    if signs > begin { return end(of: .newline, from: signs) }
    let space = space(from: start)
    return space.end == count ? count : space.endOfLines ?? space.end(in: count)
  }
}
