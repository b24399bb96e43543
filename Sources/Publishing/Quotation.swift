/// Words to be found in a text, whatever its line breaks.
struct Quotation {
  private let words: [Substring]

  init(_ text: String) { words = text.split(whereSeparator: \.isWhitespace) }

  /// Where the words stand, with any white space between them.
  func ranges(in text: String) -> [Range<String.Index>] {
    guard let first = words.first else { return [] }
    return text.ranges(of: first).compactMap { start in
      var end = start.upperBound
      for word in words.dropFirst() {
        let rest = text[end...].drop(while: \.isWhitespace)
        guard rest.startIndex > end, rest.hasPrefix(word) else { return nil }
        end = rest.index(rest.startIndex, offsetBy: word.count)
      }
      return start.lowerBound..<end
    }
  }
}
