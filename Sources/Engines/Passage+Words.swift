import Core

extension Passage {
  /// The text's words, in lower case: what two passages are compared by.
  var words: [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// The Jaccard index of the two texts' words, 0 to 1.
  func overlap(with other: Passage) -> Double {
    let (one, two) = (Set(words), Set(other.words))
    let union = one.union(two).count
    return union == 0 ? 0 : Double(one.intersection(two).count) / Double(union)
  }

  /// Whether the passage is an item of a list.
  var isItem: Bool { kind == .listItem || kind == .tableRow }

  /// Whether the passage says something on its own; an editor's remark is never quoted.
  var isQuotable: Bool {
    switch kind {
    case .paragraph, .listItem, .step, .tableRow, .code, .admonition, .answer, .requirement,
      .glossaryTerm:
      !words.isEmpty
    case .title, .section, .question, .uiString, .figure, .comment: false
    }
  }
}
