import Core

extension Recipe {
  /// Questions with the answers that follow them, and headings that ask with their text.
  func addAnswers(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    let passages = Dictionary(
      outline.passages.map { ($0.heading, $0) }
    ) { first, _ in first }
    for index in outline.places(for: filter) {
      let node = outline.nodes[index]
      let isQuestion = node.kind == .question
      guard isQuestion || node.text.hasSuffix("?") else { continue }
      let places = isQuestion ? answers(after: index, in: outline) : passages[index]?.body ?? []
      let text = outline.text(of: places)
      if text.places.isEmpty {
        matches.skip("a question without an answer")
      } else if let objection = text.objection ?? filter.objection(toWords: text.words) {
        matches.skip(objection)
      } else {
        matches.add(
          RecipeMatch(
            fields: ["question": node.text, "answer": text.markdown],
            nodes: [index] + text.places, trail: node.section))
      }
    }
  }

  /// The answers of a question; an element of the interface that it names stands between.
  private func answers(after index: Int, in outline: DocumentOutline) -> [Int] {
    var places: [Int] = []
    for place in outline.nodes.indices.dropFirst(index + 1) {
      switch outline.nodes[place].kind {
      case .uiString: continue
      case .answer: places.append(place)
      default: return places
      }
    }
    return places
  }
}
