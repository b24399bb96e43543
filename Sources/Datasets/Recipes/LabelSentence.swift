import Core

/// The sentence of a document that names a text of the interface, with a gap in its place.
struct LabelSentence {
  /// `Choose ____ to keep the change.`
  let gapped: String
  /// The sentence as it stands.
  let whole: String
  /// Whether the sentence around the gap says what the text is to say.
  let isTelling: Bool

  private static let gap = "____"
  private static let fewestWords = 6
  private static let mostWords = 60
  /// After these a text is one of several that would do as well.
  private static let examples = [
    "for example", "such as", "e.g.", "for instance", " like ", "including",
  ]

  /// With these, what a text does can be told from the sentence around it.
  private static let uses = [
    "choos", "click", "select", "press", "tap", "switch on", "switch off", "tick", "label",
    "called", "says",
  ]

  /// Looks in the nodes before the label, where a reader puts the sentence, and in the row it is in.
  static func find(_ index: Int, in nodes: [DesignNode]) -> LabelSentence? {
    let label = nodes[index]
    guard let place = nodes[..<index].lastIndex(where: { $0.kind != .uiString }),
      nodes[place].isSectionText, nodes[place].kind != .code,
      nodes[place].section == label.section
    else { return nil }
    let node = nodes[place]
    if node.kind == .tableRow { return row(of: label, at: place, in: nodes) }
    guard let found = node.text.firstRange(of: label.text) else { return nil }
    let sentence = sentence(around: found, in: node.text)
    let before = sentence[..<found.lowerBound]
    let after = sentence[found.upperBound...]
    let gapped = "\(before)\(gap)\(after)".folded
    let others = Set(
      nodes[(place + 1)...].prefix { $0.kind == .uiString && $0.role != "key" }.map(\.text)
    ).filter { $0 != label.text && sentence.contains($0) }
    let start = before.lowercased()
    let isTelling =
      (fewestWords...mostWords).contains(gapped.wordCount) && others.count < 2
      && !after.contains(label.text) && uses.contains { start.contains($0) }
      && !examples.contains { start.contains($0) }
    return LabelSentence(
      gapped: gapped, whole: String(sentence).folded, isTelling: isTelling)
  }

  /// In a row of a table the other cells tell what the text is; the head says what they are.
  private static func row(
    of label: DesignNode, at place: Int, in nodes: [DesignNode]
  ) -> LabelSentence? {
    let row = nodes[place]
    let head = nodes[..<place].last { $0.kind == .tableRow && $0.isTableHead }
    let names = head?.tablePath == row.tablePath ? head?.cellTexts ?? [] : []
    let cells = row.cellTexts
    guard let cell = cells.firstIndex(where: { $0 == label.text }), cells.count > 1 else {
      return nil
    }
    func written(_ cells: [String]) -> String {
      cells.enumerated().filter { !$0.element.isEmpty }.map { index, text in
        index < names.count ? "\(names[index]): \(text)" : text
      }.joined(separator: " | ")
    }
    var others = cells
    others[cell] = gap
    return LabelSentence(
      gapped: written(others), whole: written(cells),
      isTelling: cells.indices.contains { $0 != cell && cells[$0].wordCount > 3 }
        && !cells.indices.contains { $0 != cell && cells[$0].contains(label.text) })
  }

  /// The sentence that a range stands in; a label may itself end as one.
  private static func sentence(around range: Range<String.Index>, in text: String) -> Substring {
    let bytes = text.utf8
    var start = range.lowerBound
    while start > bytes.startIndex {
      let before = bytes.index(before: start)
      if bytes[before] == UInt8(ascii: " "), before > bytes.startIndex,
        ".!?".utf8.contains(bytes[bytes.index(before: before)])
      {
        break
      }
      start = before
    }
    var end = range.upperBound
    while end < bytes.endIndex {
      let after = bytes.index(after: end)
      if ".!?".utf8.contains(bytes[end]),
        after == bytes.endIndex || bytes[after] == UInt8(ascii: " ")
      {
        end = after
        break
      }
      end = after
    }
    return text[start..<end]
  }
}
