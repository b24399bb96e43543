import Core

/// The comments of a Word document (ECMA-376 part 1, 17.13.4), with their threads (commentsExtended,
/// [MS-DOCX] 2.5.1).
struct WordComments {
  /// One comment.
  struct Comment {
    var text: String
    var author: String?
    var date: String?
    var answers: String?
    var isResolved = false
    var line: Int
  }

  private var comments: [String: Comment] = [:]

  init(_ root: Markup?, extended: Markup?) {
    var byParagraph: [String: String] = [:]
    for comment in root?.all("comment") ?? [] {
      guard let id = comment["id"] else { continue }
      let paragraphs = comment.all("p")
      comments[id] = Comment(
        text: paragraphs.map(\.wordText).filter { !$0.isEmpty }.joined(separator: " "),
        author: comment["author"], date: comment["date"], line: comment.line)
      if let last = paragraphs.last?["paraId"] { byParagraph[last] = id }
    }
    for entry in extended?.all("commentEx") ?? [] {
      guard let paragraph = entry["paraId"], let id = byParagraph[paragraph] else { continue }
      comments[id]?.isResolved = entry["done"].map(Markup.isOn) ?? false
      comments[id]?.answers = entry["paraIdParent"].flatMap { byParagraph[$0] }
    }
  }

  subscript(id: String) -> Comment? { comments[id] }
  var ids: [String] { comments.keys.sorted { ($0.count, $0) < ($1.count, $1) } }
}

extension Markup {
  /// The text of WordprocessingML's runs, white space folded.
  var wordText: String {
    var text = ""
    appendWordText(to: &text)
    return text.whiteSpaceFolded
  }

  private func appendWordText(to text: inout String) {
    switch name {
    case "t": text += self.text
    case "tab", "br", "cr": text += " "
    case "del", "moveFrom", "instrText", "pPr", "rPr": break
    case "p":
      text += " "
      for element in elements { element.appendWordText(to: &text) }
    default: for element in elements { element.appendWordText(to: &text) }
    }
  }
}
