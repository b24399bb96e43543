/// The names of controls that a text puts in quotation marks after what is done with them: Press
/// "Renew", then choose “Books”.
enum QuotedLabels {
  private static let closing: [Character: Character] = [
    "\"": "\"", "“": "”", "„": "“", "'": "'", "‘": "’", "«": "»", "»": "«",
  ]

  /// Finds them.
  static func find(in text: String, after verbs: Set<String>) -> [String] {
    guard text.contains(where: { closing[$0] != nil }) else { return [] }
    var labels: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { closing[$0] != nil }) {
      let after = rest.index(after: open)
      guard let close = closing[rest[open]], after < rest.endIndex,
        let end = rest[after...].prefix(InterfaceName.limit + 1).firstIndex(of: close)
      else {
        rest = rest[after...]
        continue
      }
      let before = InterfaceName.words(of: String(text[..<open].suffix(24))).suffix(2)
      let isNamed =
        before.last.map(verbs.contains) == true
        || (before.last == "the" && before.first.map(verbs.contains) == true)
      // An apostrophe opens nothing: what stands before it is no space.
      let isOpen = open == text.startIndex || text[text.index(before: open)] == " "
      if isNamed, isOpen, end > after {
        labels.append(String(rest[after..<end]))
        rest = rest[rest.index(after: end)...]
      } else {
        rest = rest[after...]
      }
    }
    return labels
  }
}
