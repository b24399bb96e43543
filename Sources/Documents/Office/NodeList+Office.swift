import Core

/// What the readers of office documents tell of in the same words.
extension NodeList {
  mutating func noteImageWithoutText(line: Int) {
    note(
      "image-without-text-alternative", .warning, line: line, "The image has no text alternative.",
      "Say in a few words what it shows; where it only decorates, say that it does.")
  }

  mutating func noteUnsafeLink(line: Int) {
    note(
      "unsafe-link", .warning, line: line, "The link's address was dropped: it would run code.",
      "Link to a page, or remove the link.")
  }

  mutating func noteHiddenText(_ text: String, line: Int) {
    noteHidden(
      text.whiteSpaceFolded, "A text here", at: SourcePlace(display, line: line))
  }

  /// Tells of the links to a place in the document that is not there.
  mutating func noteBrokenLinks(_ links: [ReadDocument.Link], anchors: Set<String>) {
    for link in links where link.target.hasPrefix("#") && link.target.count > 1 {
      let name = String(link.target.dropFirst())
      // Names with a bar are LibreOffice's way to say what kind of thing is meant.
      guard !name.contains("|"), name != "_top", !anchors.contains(name),
        !anchors.contains(LinkTarget.decoded(name))
      else { continue }
      note(
        "broken-internal-link", .warning, line: link.line,
        "The link's target '#\(name)' is not in this document.",
        "Correct the link, or set the bookmark that it names.")
    }
  }

  /// Tells of what a reader counted; of nothing where it is none.
  mutating func noteGone(_ count: Int) {
    guard count > 0 else { return }
    note(
      "inserted-and-deleted", .note, line: 1,
      "Texts that were inserted and deleted again were left out: \(count).",
      "Nothing to do: they stand in no version of the text.")
  }

  mutating func noteFormattingChanges(_ count: Int) {
    guard count > 0 else { return }
    note(
      "tracked-formatting", .note, line: 1,
      "Tracked changes of formatting alone were not read: \(count).",
      "Nothing to do: no word depends on them.")
  }

  mutating func noteTooDeep(limit: Int) {
    note(
      "nested-too-deep", .warning, line: 1,
      "What stands more than \(limit) deep in tables, boxes and the like was left out.",
      "Take the innermost tables and text boxes apart.")
  }
}
