import Core

extension Recipe {
  /// Headings that say of nothing what they are about, where no page and no section does.
  private static let generalHeadings: Set<String> = [
    "about", "additional guidance", "background", "description", "details", "example", "examples",
    "general", "guidance", "guidelines", "how it works", "introduction", "notes", "overview",
    "summary", "usage", "when to use",
  ]

  /// Headings with the text under them.
  func addSections(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    for passage in outline.passages {
      let heading = outline.nodes[passage.heading]
      guard filter.takes(heading) else { continue }
      // A question's answer is asked for as one.
      if heading.text.hasSuffix("?") { continue }
      let text = outline.text(of: passage.body)
      if let objection = objection(to: heading, text, of: outline) {
        matches.skip(objection)
        continue
      }
      let isTitle = heading.kind == .title
      let trail = isTitle ? [] : heading.section + [heading.text]
      let above = heading.section.drop { $0 == outline.title }
      let level = isTitle ? 1 : 2
      matches.add(
        RecipeMatch(
          fields: [
            "heading": heading.text, "above": above.joined(separator: " > "),
            "sections": passage.sections.joined(separator: "; "),
            "form": text.form.description(words: text.words),
            "answer": "\(String(repeating: "#", count: level)) \(heading.text)\n\n\(text.markdown)",
          ], nodes: [passage.heading] + text.places, trail: trail))
    }
  }

  private func objection(
    to heading: DesignNode, _ text: PassageText, of outline: DocumentOutline
  ) -> String? {
    if leavesOut(heading.text) { return "a section that only leads elsewhere" }
    if text.places.isEmpty { return "a heading without a text of its own" }
    if outline.title.isEmpty, heading.section.isEmpty,
      Self.generalHeadings.contains(heading.text.lowercased())
    {
      return "a heading that does not say of what"
    }
    if text.form.isMostlySteps, outline.isProcedure(places: text.places) {
      return "a procedure, which is asked for as steps"
    }
    if text.form.isTable { return "a table, which is asked for row by row" }
    return text.objection ?? filter.objection(toWords: text.words)
  }
}
