import Core

extension Recipe {
  /// Texts with the kind that their role names, where it is one of the recipe's.
  func addLabels(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    for index in outline.places(for: filter) {
      let node = outline.nodes[index]
      guard let role = node.role, labels.contains(role) else { continue }
      var fields = ["text": node.text, "answer": role, "labels": labels.joined(separator: ", ")]
      if node.kind == .uiString {
        guard let sentence = LabelSentence.find(index, in: outline.nodes), sentence.isTelling else {
          matches.skip("a UI text without a context that tells its words")
          continue
        }
        fields["sentence"] = sentence.whole
      }
      let objection =
        PassageWords.objection(to: node.text)
        ?? filter.objection(toWords: node.text.wordCount)
      if let objection {
        matches.skip(objection)
        continue
      }
      matches.add(RecipeMatch(fields: fields, nodes: [index], trail: node.section))
    }
  }
}
