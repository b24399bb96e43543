import Core

/// Where a UI text stands, as far as a writer needs it to find the words: the sentence that names it
/// with a gap in its place, or else the text before it.
///
/// Without it two buttons of one section could not be told apart.
struct LabelPlace: CustomStringConvertible {
  /// Empty where nothing stands before it in its section.
  let description: String

  private static let gap = "____"
  private static let mostWords = 20

  init(of index: Int, in nodes: [DesignNode]) {
    let label = nodes[index]
    let before = nodes[..<index].reversed()
    let sentence = before.first { $0.kind != .uiString }
    if let sentence, sentence.shares(sectionWith: label),
      let found = sentence.text.firstRange(of: label.text)
    {
      let all = LabelPlace.words(
        sentence.text[..<found.lowerBound] + Self.gap + sentence.text[found.upperBound...])
      let at = all.firstIndex { $0.contains(Self.gap) } ?? 0
      let near = all[max(0, at - Self.mostWords)..<min(all.count, at + Self.mostWords + 1)]
      description = "; it is the gap in \"\(near.joined(separator: " "))\""
    } else if let previous = before.first, previous.shares(sectionWith: label) {
      let words = LabelPlace.words(previous.text[...])
      let end = words.suffix(Self.mostWords).joined(separator: " ")
      description = "; before it stands \"\(words.count > Self.mostWords ? "... " : "")\(end)\""
    } else {
      description = ""
    }
  }

  private static func words(_ text: Substring) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

extension DesignNode {
  /// Whether this is text of the section that another node stands in.
  fileprivate func shares(sectionWith other: DesignNode) -> Bool {
    switch kind {
    case .title, .section, .comment: false
    case .paragraph, .listItem, .step, .tableRow, .code, .admonition, .question, .answer,
      .requirement, .uiString, .glossaryTerm, .figure:
      document == other.document && section == other.section
    }
  }
}
