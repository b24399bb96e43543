import Documents

/// A text with its changes marked, and what is unchanged far from any cut out.
struct MarkedWords {
  private let words: [WordChange]
  private let output: Output

  init(_ words: [WordChange], _ output: Output) {
    self.words = words
    self.output = output
  }

  var text: String {
    var text = ""
    for (index, word) in words.enumerated() {
      let isLast = index + 1 == words.count
      switch word.change {
      case .kept: text += word.text.elided(start: index > 0, end: !isLast)
      case .removed: text += mark("-", word.text, .red)
      case .added:
        // The space before the words stands before both marks.
        let isAfterRemoved = index > 0 && words[index - 1].change == .removed
        text += mark("+", isAfterRemoved ? word.text.withoutSpaceBefore : word.text, .green)
      }
    }
    return text
  }

  private func mark(_ sign: String, _ text: String, _ colour: Output.Emphasis) -> String {
    let words = text.withoutSpaceBefore
    let (open, close) = sign == "-" ? ("[-", "-]") : ("{+", "+}")
    return text.prefix(text.count - words.count)
      + output.styled("\(open)\(words)\(close)", colour)
  }
}

extension String {
  fileprivate var withoutSpaceBefore: String { String(drop { $0.isWhitespace }) }

  /// The text without the sentences that are far from a change: those that a change touches stay
  /// whole.
  ///
  /// - Parameters:
  ///   - start: whether a change stands before it.
  ///   - end: whether a change stands after it.
  fileprivate func elided(start: Bool, end: Bool) -> String {
    let ends = indices.filter { index in
      let next = self.index(after: index)
      return ".!?。！？".contains(self[index]) && (next == endIndex || self[next].isWhitespace)
    }.map { self.index(after: $0) }
    guard let first = ends.first, let last = ends.last else { return self }
    let head = start ? self[..<first] : ""
    let tail = end ? self[last...] : ""
    // Where the text itself ends with a sentence, what comes after begins a new one.
    guard head.count + tail.count + 8 < count else { return self }
    return head + (start ? " " : "") + "…" + tail
  }
}
