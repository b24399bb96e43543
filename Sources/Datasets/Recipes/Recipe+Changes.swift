import Core

extension Recipe {
  /// Passages whose words were changed: as they were, and as the editor left them.
  func addChanges(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    for index in outline.places(for: filter) {
      let node = outline.nodes[index]
      guard node.revisions?.contains(where: { $0.change != nil }) == true else { continue }
      let before = node.text(.rejected).folded
      let (old, new) = (before.words, node.text.words)
      if old == new {
        matches.skip("a change that leaves the words")
      } else if kind == .chat, !node.hasRemoval {
        matches.skip("a change that only adds, which nothing asks for")
      } else if old.isEmpty {
        matches.skip("a passage that is new as a whole")
      } else if let objection = filter.objection(toWords: min(old.count, new.count))
        ?? PassageWords.objection(to: node.text) ?? PassageWords.objection(to: before)
      {
        matches.skip(objection)
      } else {
        matches.add(
          RecipeMatch(
            fields: [
              "before": before, "after": node.text, "rejected": before, "answer": node.text,
              "previous": previous(of: index, in: outline),
              "length": PassageForm.length(new.count),
            ], nodes: [index], trail: node.section))
      }
    }
  }

  /// The text before a passage in its section; empty where it is the first.
  private func previous(of index: Int, in outline: DocumentOutline) -> String {
    let section = outline.nodes[index].section
    let before = outline.nodes[..<index].last { $0.kind != .uiString }
    guard let before, before.isSectionText, before.kind != .code, before.section == section else {
      return ""
    }
    return before.text
  }
}

extension DesignNode {
  fileprivate var hasRemoval: Bool { revisions?.contains(where: \.isRemoval) == true }
}

extension String {
  /// The words as they are compared: without case and marks.
  fileprivate var words: [String] {
    split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }.map { $0.lowercased() }
  }
}
