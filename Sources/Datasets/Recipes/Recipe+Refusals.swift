import Core

extension Recipe {
  private static let fewestSections = 2
  private static let mostSections = 8
  /// Words of at least so many letters tell what a question is about.
  fileprivate static let tellingLetters = 5
  /// As many as a scan can tell apart.
  static let mostQuestions = 64

  /// One of the recipe's questions that a document has no word of, chosen by the document's path, so
  /// that another document moves none.
  func addRefusal(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    guard let first = outline.passages.first, outline.nodes[first.heading].kind == .title else {
      return
    }
    let sections = first.sections.filter { !leavesOut($0) }
    guard sections.count >= Self.fewestSections else { return }
    let start = outline.nodes[first.heading].document.utf8.reduce(5381) { ($0 &* 33) ^ Int($1) }
    let touched = outline.nodes.reduce(0) { $0 | questionWords.lists(in: $1.text) }
    for step in questions.indices {
      let number = (Int(start.magnitude % UInt(questions.count)) + step) % questions.count
      guard touched & 1 << UInt64(number) == 0 else { continue }
      let question = questions[number]
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

extension PhraseScan {
  /// Finds the words that tell what each question is about, as they stand in and at the start of a
  /// sentence.
  init(questions: [String]) {
    self.init(
      questions.prefix(Recipe.mostQuestions).map { question in
        question.split { !$0.isLetter }.filter { $0.count >= Recipe.tellingLetters }
          .map { $0.lowercased() }
          .flatMap { [$0, $0.prefix(1).uppercased() + $0.dropFirst()] }
      })
  }
}
