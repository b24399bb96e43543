import Core

extension Recipe {
  private static let fewestSections = 2
  private static let mostSections = 8
  /// Words of at least so many letters tell what a question is about.
  private static let tellingLetters = 5

  /// One of the recipe's questions that a document has no word of, chosen by the document's path, so
  /// that another document moves none.
  func addRefusal(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    guard let first = outline.passages.first, outline.nodes[first.heading].kind == .title else {
      return
    }
    let sections = first.sections.filter { !leavesOut($0) }
    guard sections.count >= Self.fewestSections else { return }
    let start = outline.nodes[first.heading].document.utf8.reduce(5381) { ($0 &* 33) ^ Int($1) }
    let said = Set(outline.nodes.flatMap { $0.text.tellingWords(of: Self.tellingLetters) })
    for step in questions.indices {
      let question = questions[(Int(start.magnitude % UInt(questions.count)) + step) % questions.count]
      guard question.tellingWords(of: Self.tellingLetters).allSatisfy({ !said.contains($0) })
      else { continue }
      let covered = sections.prefix(Self.mostSections)
      let places = outline.passages.filter { covered.contains(outline.nodes[$0.heading].text) }
        .map(\.heading)
      matches.add(
        RecipeMatch(
          fields: [
            "question": question, "covered": covered.joined(separator: "; "),
            "answer": covered.joined(separator: "; "),
          ], nodes: [first.heading] + places, trail: []))
      return
    }
    matches.skip("a document that every question of the recipe touches")
  }
}

extension String {
  fileprivate func tellingWords(of letters: Int) -> [String] {
    split { !$0.isLetter }.filter { $0.count >= letters }.map { $0.lowercased() }
  }
}
