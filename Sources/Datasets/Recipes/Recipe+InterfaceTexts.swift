import Core

extension Recipe {
  /// Roles that say no more than that a text is of the interface.
  private static let vague: Set<String> = ["control", "text"]
  private static let mostWordsOnScreen = 6

  /// Texts of the interface, each by what tells its words: the sentence that names it, the screen it
  /// stands on, or its name in a string table.
  func addInterfaceTexts(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    let screen = InterfaceScreen(outline)
    for index in outline.places(for: filter) {
      let node = outline.nodes[index]
      // A text of a string table is asked for as a translation.
      if node.translation != nil { continue }
      guard node.isWording else {
        matches.skip("a UI text without words")
        continue
      }
      var fields = [
        "role": node.role.flatMap { Self.vague.contains($0) ? nil : $0 } ?? "", "answer": node.text,
      ]
      var trail = node.section
      if let key = node.key, key.isTelling(beside: node.text) {
        fields["key"] = key
        fields["state"] = state(in: key) ?? ""
      } else if let sentence = LabelSentence.find(index, in: outline.nodes) {
        guard sentence.isTelling else {
          matches.skip("a UI text that its sentence only names among others")
          continue
        }
        fields["sentence"] = sentence.gapped
      } else if let description = screen.description, let around = screen.around(index),
        node.isGuessable(words: Self.mostWordsOnScreen)
      {
        fields["screen"] = description
        fields["around"] = around
        trail = []
      } else {
        matches.skip("a UI text without a context that tells its words")
        continue
      }
      if let objection = filter.objection(toWords: node.text.wordCount) {
        matches.skip(objection)
        continue
      }
      matches.add(RecipeMatch(fields: fields, nodes: [index], trail: trail))
    }
  }

  /// The state that a name such as `empty_state_title` tells.
  private func state(in key: String) -> String? {
    let words = key.keyWords
    return states.first { words.contains($0) }
  }
}

extension DesignNode {
  /// Whether what stands around it can tell a text: a date, a name or a whole sentence it cannot.
  fileprivate func isGuessable(words most: Int) -> Bool {
    text.wordCount <= most && !text.contains(where: \.isNumber) && !text.contains(", ")
  }

  /// Whether a text of the interface is words, and not a number, a sign or a size.
  fileprivate var isWording: Bool {
    let letters = text.count(where: \.isLetter)
    return letters > 1 && letters * 2 > text.count && text.count < 200
      && Set(text).count > 1
  }
}

extension String {
  /// The words of a name: `login.buttonTitle` is `login`, `button`, `title`.
  fileprivate var keyWords: [String] {
    var words: [String] = []
    var word = ""
    for character in self {
      if character.isUppercase, word.last?.isLowercase == true {
        words.append(word.lowercased())
        word = ""
      }
      if character.isLetter {
        word.append(character)
      } else if !word.isEmpty {
        words.append(word.lowercased())
        word = ""
      }
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }

  /// Whether a name says to a writer what the text is for, and is not the text itself.
  fileprivate func isTelling(beside text: String) -> Bool {
    guard !contains(" ") else { return false }
    let words = keyWords.filter { $0.count > 2 }
    let said = text.lowercased()
    return words.count >= 2 && words.contains { !said.contains($0) }
  }
}
