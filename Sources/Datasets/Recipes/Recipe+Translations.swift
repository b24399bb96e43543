import Core

extension Recipe {
  /// The states of a string table in which a translator has done with a text (XLIFF 1.2 `state`, 2.1
  /// section 4.3.1.31; gettext knows but `fuzzy`).
  private static let finished: Set<String> = ["translated", "final", "signed-off", "reviewed"]

  /// Texts of string tables with their translations, there and, where they are final, back.
  func addTranslations(
    of outline: DocumentOutline, from source: String, to matches: inout RecipeMatches
  ) {
    for index in outline.places(for: filter) {
      let node = outline.nodes[index]
      guard let translation = node.translation else { continue }
      if let objection = objection(to: translation, of: node.text) {
        matches.skip(objection)
        continue
      }
      let (from, to) = (LanguageName(source).name, LanguageName(translation.language).name)
      matches.add(
        RecipeMatch(
          fields: ["text": node.text, "answer": translation.text, "from": from, "to": to],
          nodes: [index], trail: node.section))
      guard isBothWays, translation.state.map(Self.finished.contains) == true else { continue }
      matches.add(
        RecipeMatch(
          fields: ["text": translation.text, "answer": node.text, "from": to, "to": from],
          nodes: [index], trail: node.section))
    }
  }

  private func objection(to translation: Translation, of text: String) -> String? {
    if let state = translation.state, !Self.finished.contains(state) {
      return "a translation that is not finished"
    }
    if translation.text.isEmpty || translation.text == text {
      return "a text that is not translated"
    }
    if text.contains("|") || translation.text.contains("|") { return "plural forms in one text" }
    if Self.placeholders(of: text) != Self.placeholders(of: translation.text) {
      return "a translation whose placeholders differ"
    }
    return filter.objection(toWords: text.wordCount)
  }

  /// What stands in braces, or after a percent sign, sorted.
  private static func placeholders(of text: String) -> [String] {
    guard text.contains("{") || text.contains("%") else { return [] }
    return text.matches(of: /\{[^{}]*\}|%[0-9$]*[a-zA-Z@]/)
      .map { String($0.output).filter { !$0.isWhitespace } }.sorted()
  }
}
