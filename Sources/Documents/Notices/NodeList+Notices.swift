import Core

extension NodeList {
  /// Notes what of a node's text its readers do not see.
  mutating func noteWhatHides(
    in span: NodeTable.Span, _ kind: DesignNode.Kind, file: Int32, line: Int
  ) {
    let range = Int(span.start)..<Int(span.start + span.count)
    if table.text[range].mayHoldHiddenCharacter {
      noteCharacters(
        HiddenCharacters(in: table.text(span)), at: SourcePlace(display(of: file), line: line))
    }
    if kind == .comment {
      noteInstruction(
        in: table.text(span), "comment", at: SourcePlace(display(of: file), line: line))
    }
  }

  private mutating func noteCharacters(_ hidden: HiddenCharacters, at place: SourcePlace) {
    if let character = hidden.bidirectional {
      note(
        .bidiControl, at: place,
        "The text holds \(character.codePoint), which changes the order it is shown in.")
    }
    if let character = hidden.invisible {
      note(
        .hiddenCharacter, at: place,
        "The text holds \(character.codePoint), which no reader sees.")
    }
  }

  /// Notes a text that is left out because its readers do not see it.
  ///
  /// - Parameters:
  ///   - text: what is hidden; nothing is noted of an empty one.
  ///   - what: what is hidden, as a sentence's subject: `The text of this <p>`.
  ///   - place: where it stands.
  mutating func noteHidden(_ text: String, _ what: String, at place: SourcePlace) {
    guard !text.isEmpty else { return }
    note(.hiddenText, at: place, "\(what) is hidden from readers; it was left out.")
    noteInstruction(in: text, "hidden text", at: place)
  }

  private mutating func noteInstruction(
    in text: String, _ what: String, at place: SourcePlace
  ) {
    guard let sign = ModelInstruction(in: text) else { return }
    let start = text.prefix(60)
    note(
      .readsLikeInstructions, at: place,
      "This \(what) \(sign.rawValue): '\(start)\(start.count < text.count ? "…" : "")'.")
  }
}
