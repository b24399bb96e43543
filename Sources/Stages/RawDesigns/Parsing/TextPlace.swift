import Core

/// A line and a column of a text, from 1.
struct TextPlace: Hashable {
  var line: Int
  var column: Int

  init(of index: String.Index, in text: String) {
    var (line, start) = (1, text.startIndex)
    var next = text.startIndex
    while next < index {
      let after = text.index(after: next)
      if text[next].isLineEnd { (line, start) = (line + 1, after) }
      next = after
    }
    self.line = line
    column = text.distance(from: start, to: max(start, next)) + 1
  }

  /// Where a sign first stands; `nil` where it does not.
  init?(ofFirst sign: Character, in text: String) {
    guard let index = text.firstIndex(of: sign) else { return nil }
    self.init(of: index, in: text)
  }

  func `in`(_ file: String) -> SourcePlace { SourcePlace(file, line: line, column: column) }
}

extension Character {
  /// Whether a line of a text ends here, as editors, HTML, Markdown and JSON count them: U+2028 and its
  /// like end none.
  var isLineEnd: Bool { self == "\n" || self == "\r\n" || self == "\r" }
}
