import Core

extension Recipe {
  /// The most requests of one chat: more is no chat that a reader would have.
  private static let mostTurns = 6

  /// What the recipe finds in a document.
  func matches(in outline: DocumentOutline, style: DatasetStyle) -> RecipeMatches {
    var matches = RecipeMatches()
    switch shape {
    case .sectionText: addSections(of: outline, to: &matches)
    case .followingAnswers: addAnswers(of: outline, to: &matches)
    case .interfaceText: addInterfaceTexts(of: outline, to: &matches)
    case .definition: addDefinitions(of: outline, to: &matches)
    case .steps: addProcedures(of: outline, to: &matches)
    case .tableRow: addRows(of: outline, to: &matches)
    case .translation: addTranslations(of: outline, from: style.language, to: &matches)
    case .trackedChange: addChanges(of: outline, to: &matches)
    case .label: addLabels(of: outline, to: &matches)
    case .outOfScope: addRefusal(of: outline, to: &matches)
    }
    if turns == .section { matches.join(atMost: Self.mostTurns) }
    return matches
  }

  /// Whether a section by this heading is one that the recipe leaves out.
  func leavesOut(_ heading: String) -> Bool {
    !filter.exceptHeadings.isEmpty && filter.exceptHeadings.contains(heading.lowercased())
  }
}
