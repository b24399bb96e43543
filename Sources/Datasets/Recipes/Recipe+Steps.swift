import Core

extension Recipe {
  /// Procedures: what stands under one heading from its first step to its last.
  func addProcedures(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    for passage in outline.passages {
      let heading = outline.nodes[passage.heading]
      let steps = passage.body.filter { filter.takes(outline.nodes[$0]) }
      guard let first = steps.first, let last = steps.last else { continue }
      let places = passage.body.filter { $0 >= first && isInProcedure($0, upTo: last, outline) }
      let text = outline.text(of: places)
      let items = Set(steps.map { outline.nodes[$0].listPlace.item })
      if items.count < 2 {
        matches.skip("a procedure of one step")
      } else if !outline.isProcedure(places: steps) {
        matches.skip("a numbered list that is no procedure")
      } else if leavesOut(heading.text) {
        matches.skip("a section that only leads elsewhere")
      } else if let objection = text.objection ?? filter.objection(toWords: text.words) {
        matches.skip(objection)
      } else if places.contains(where: { isApart(outline.nodes[$0]) }) {
        matches.skip("steps with other text between them")
      } else {
        let isTitle = heading.kind == .title
        matches.add(
          RecipeMatch(
            fields: ["task": heading.text, "answer": text.markdown],
            nodes: [passage.heading] + text.places,
            trail: isTitle ? [] : heading.section + [heading.text]))
      }
    }
  }

  /// Up to the last step, and what belongs to it: its code, its note.
  private func isInProcedure(_ place: Int, upTo last: Int, _ outline: DocumentOutline) -> Bool {
    if place <= last { return true }
    let item = outline.nodes[last].listPlace
    return item.isInItem && outline.nodes[place].path.hasPrefix(item.item + "/")
  }

  /// Whether a paragraph stands between the steps and in none: two procedures, or one in two parts.
  private func isApart(_ node: DesignNode) -> Bool {
    node.kind == .paragraph && !node.listPlace.isInItem
  }
}
