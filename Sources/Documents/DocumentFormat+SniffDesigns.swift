import FoundationEssentials

extension DocumentFormat {
  /// The format of a drawing, a string table or a wiki page; `nil` for anything else.
  static func ofDesign(_ start: MarkupStart, in text: DocumentText, name: String) -> DocumentFormat?
  {
    guard let root = start.rootName else { return nil }
    switch (root, start.rootNamespace) {
    case ("mxfile", nil), ("mxGraphModel", nil), ("mxlibrary", nil): return .drawio
    case ("svg", _): return carriesDrawing(start) ? .drawio : nil
    default: return isStoredPage(start, in: text, name: name) ? .confluence : nil
    }
  }

  /// Whether a text without a document type has elements of Confluence.
  private static func isStoredPage(
    _ start: MarkupStart, in text: DocumentText, name: String
  ) -> Bool {
    guard start.documentType == nil, !name.hasSuffix(".md"), let root = start.rootName else {
      return false
    }
    if start.hasRootAttribute("xmlns:ac") || start.rootPrefix == "ac" { return true }
    guard start.rootPrefix == nil, storedPageStarts.contains(root) else { return false }
    return text.bytes.prefix(1 << 20).holds(anyOf: ["<ac:", "<ri:"])
  }

  /// The elements that a stored page may begin with, beside Confluence's own.
  private static let storedPageStarts: Set<String> = [
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "ul", "ol", "table", "blockquote", "hr", "pre",
    "strong", "em", "span", "a", "br", "time",
  ]

  /// Whether an SVG image carries the drawing it was made from.
  private static func carriesDrawing(_ start: MarkupStart) -> Bool {
    guard let content = start.rootAttribute("content") else { return false }
    return ["mxfile", "mxGraphModel"].contains { name in
      ["&lt;", "%3C", "%3c", "&#60;"].contains { content.hasPrefix($0 + name) }
    }
  }
}
