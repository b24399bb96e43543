/// The comments of a Word document (ECMA-376 part 1, 17.13.4), with their threads (commentsExtended,
/// [MS-DOCX] 2.5.1).
struct WordComments {
  /// One comment.
  struct Comment {
    var text: String
    var author: String?
    var date: String?
    /// The comment that it answers.
    var answers: String?
    var isResolved = false
    var line: Int
  }

  /// The part they stand in.
  let part: String?
  private var comments: [String: Comment] = [:]

  init(_ part: OfficePart?, extended: Markup?) {
    self.part = part?.name
    var byParagraph: [String: String] = [:]
    for comment in part?.root.all("comment") ?? [] {
      guard let id = comment["id"] else { continue }
      comments[id] = Comment(
        text: comment.wordText, author: comment["author"], date: comment["date"],
        line: comment.line)
      // Threads name a comment by its last paragraph.
      if let last = comment.all("p").last?["paraId"] { byParagraph[last] = id }
    }
    for entry in extended?.all("commentEx") ?? [] {
      guard let paragraph = entry["paraId"], let id = byParagraph[paragraph] else { continue }
      comments[id]?.isResolved = entry["done"].map(Markup.isOn) ?? false
      comments[id]?.answers = entry["paraIdParent"].flatMap { byParagraph[$0] }
    }
  }

  subscript(id: String) -> Comment? { comments[id] }

  /// The ids, by number.
  var ids: [String] { comments.keys.sorted { ($0.count, $0) < ($1.count, $1) } }
}

extension Markup {
  /// The text of WordprocessingML's runs, all changes accepted, white space folded.
  var wordText: String {
    var text = ""
    appendWordText(to: &text)
    return text.whiteSpaceFolded
  }

  private func appendWordText(to text: inout String) {
    switch name {
    case "t": text += self.text
    case "tab", "br", "cr": text += " "
    case "noBreakHyphen": text += "\u{2011}"
    case "sym": text += WordSymbol.text(self) ?? ""
    case "del", "moveFrom", "instrText", "pPr", "rPr": break
    case "AlternateContent": alternative?.appendWordText(to: &text)
    default:
      if name == "p" { text += " " }
      for element in elements { element.appendWordText(to: &text) }
    }
  }
}
