public import Core

extension ReadDocument {
  /// The document's text as a reader meets it, its blocks parted by an empty line: list items begin
  /// with `-`, steps with `1.`. Comments are no part of it, nor are UI strings that only repeat words
  /// of the text around them.
  ///
  /// - Parameter reading: how tracked changes are read.
  public func text(_ reading: Reading = .accepted) -> String {
    var text = ""
    var isJoined = false
    for node in nodes where node.isPartOfText {
      var block = node.text(reading)
      // A paragraph whose end was inserted goes on in the next where the change is rejected.
      let goesOn = reading == .rejected && node.revisions?.last?.isInsertedEnd == true
      if reading == .accepted { while block.last == "\n" { block.removeLast() } }
      if reading != .marked { block = block.replacing("\n", with: "\n\n") }
      guard !block.isEmpty || goesOn else { continue }
      if !isJoined {
        if !text.isEmpty { text += "\n\n" }
        text += node.textPrefix
      }
      text += block
      isJoined = goesOn
    }
    return text.isEmpty ? "" : text + "\n"
  }
}

extension Revision {
  /// Whether it ends with an inserted paragraph end.
  fileprivate var isInsertedEnd: Bool { isAddition && text.hasSuffix("\n") }
}

extension DesignNode {
  fileprivate var isPartOfText: Bool {
    switch kind {
    case .title where role == "metadata": false
    case .title, .section, .paragraph, .listItem, .step, .tableRow, .code, .admonition, .question,
      .answer, .requirement, .glossaryTerm:
      true
    case .uiString, .figure, .comment: false
    }
  }

  fileprivate var textPrefix: String {
    switch kind {
    case .listItem: "- "
    case .step: "1. "
    default: ""
    }
  }
}
