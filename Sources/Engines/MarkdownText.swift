import Core

/// Passages quoted as Markdown (GitHub Flavored Markdown 0.29), word for word, each with its
/// citation.
struct MarkdownText {
  private let passages: [Passage]

  init(_ passages: [Passage]) { self.passages = passages }

  /// Paragraphs first, then steps, then items; steps and items in the order of their documents.
  var markdown: String {
    let prose = passages.filter { $0.kind != .step && !$0.isItem }
    let steps = inDocumentOrder(passages.filter { $0.kind == .step })
    let items = inDocumentOrder(passages.filter(\.isItem))
    var blocks = prose.map { "\(MarkdownText.block($0)) [\($0.marker)]" }
    if !steps.isEmpty {
      blocks.append(
        steps.enumerated().map { index, step in
          "\(index + 1). \(MarkdownText.escaped(step.text)) [\(step.marker)]"
        }.joined(separator: "\n"))
    }
    if !items.isEmpty {
      blocks.append(
        items.map { "- \(MarkdownText.block($0)) [\($0.marker)]" }.joined(separator: "\n"))
    }
    return blocks.joined(separator: "\n\n")
  }

  private func inDocumentOrder(_ passages: [Passage]) -> [Passage] {
    passages.enumerated().sorted {
      ($0.element.source.document, $0.element.source.line, $0.offset)
        < ($1.element.source.document, $1.element.source.line, $1.offset)
    }.map(\.element)
  }

  private static func block(_ passage: Passage) -> String {
    switch passage.kind {
    case .code: return code(passage.text)
    case .tableRow:
      // The first cell names the row.
      let cells = passage.text.split(separator: " | ").map { escaped(String($0)) }
      guard let name = cells.first, cells.count > 1 else { return escaped(passage.text) }
      return "\(name): \(cells.dropFirst().joined(separator: "; "))"
    case .title, .section, .paragraph, .listItem, .step, .admonition, .question, .answer,
      .requirement, .uiString, .glossaryTerm, .figure, .comment:
      return escaped(passage.text)
    }
  }

  /// A code span: its citation stands beside it, which a fence would not allow.
  private static func code(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var fence = "`"
    while line.contains(fence) { fence += "`" }
    let pad = line.hasPrefix("`") || line.hasSuffix("`") ? " " : ""
    return fence + pad + line + pad + fence
  }

  /// A text on one line with what Markdown would read as markup escaped: a quotation stays as it
  /// was, and reads as it did.
  static func escaped(_ text: String) -> String {
    let line = Array(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    let digits = line.prefix { "0"..."9" ~= $0 }.count
    var escaped = ""
    for (index, character) in line.enumerated() {
      let before = index > 0 ? line[index - 1] : " "
      let after = index + 1 < line.count ? line[index + 1] : " "
      let isMarkup: Bool
      switch character {
      case "\\", "`", "*", "[", "]", "<": isMarkup = true
      // Inside a word an underscore is only itself.
      case "_": isMarkup = !(before.isWordPart && after.isWordPart)
      case "&": isMarkup = after.isLetter || after == "#"
      case "~": isMarkup = before == "~" || after == "~"
      case "#", ">", "+", "-", "=", "|": isMarkup = index == 0
      // `1.` begins a list.
      case ".", ")": isMarkup = index > 0 && index == digits
      default: isMarkup = false
      }
      if isMarkup { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}

extension Character {
  fileprivate var isWordPart: Bool { isLetter || isNumber }
}
