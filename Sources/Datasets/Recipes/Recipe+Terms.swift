import Core

extension Recipe {
  private static let mostTermWords = 8

  /// Terms with what follows them as their definition.
  func addDefinitions(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    for index in outline.places(for: filter) {
      let node = outline.nodes[index]
      guard node.text.wordCount <= Self.mostTermWords else {
        matches.skip("a term of more than \(Self.mostTermWords) words")
        continue
      }
      let text = outline.text(of: definition(after: index, in: outline))
      guard !text.places.isEmpty else {
        matches.skip("a term without a definition")
        continue
      }
      if let objection = text.objection ?? filter.objection(toWords: text.words) {
        matches.skip(objection)
        continue
      }
      matches.add(
        RecipeMatch(
          fields: ["term": node.text, "answer": text.markdown], nodes: [index] + text.places,
          trail: node.section))
    }
  }

  /// What belongs to a term: its definition, and the notes and lists in it.
  private func definition(after index: Int, in outline: DocumentOutline) -> [Int] {
    let term = outline.nodes[index]
    let entry = term.listPlace
    var places: [Int] = []
    for place in outline.nodes.indices.dropFirst(index + 1) {
      let node = outline.nodes[place]
      if node.kind == .uiString || node.kind == .figure { continue }
      let isInEntry = entry.isInItem && node.path.hasPrefix(entry.item + "/")
      let isFirst = places.isEmpty && (node.role == "definition" || node.kind == .answer)
      guard isInEntry || isFirst, node.kind != .glossaryTerm else { return places }
      places.append(place)
    }
    return places
  }
}
