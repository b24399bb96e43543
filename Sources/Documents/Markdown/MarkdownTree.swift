import CCMarkGFM

/// A parsed Markdown text (CommonMark 0.29 with GitHub's extensions), freed with its owner.
@safe struct MarkdownTree: ~Copyable {
  private let document: OpaquePointer

  /// The most bytes of a Markdown text: cmark-gfm takes quadratic time on some texts.
  static let sizeLimit = 400_000
  /// The most cells that a text's tables may have: cmark-gfm fills up every row that is short, so
  /// that half a megabyte of text would make gigabytes of cells.
  private static let cellLimit = 200_000
  /// The most quotations that a line may open.
  private static let quoteLimit = 255

  private static let prepared: Void = cmark_gfm_core_extensions_ensure_registered()

  init?(_ text: String) {
    _ = Self.prepared
    guard Self.isBounded(text), let parser = unsafe cmark_parser_new(CMARK_OPT_DEFAULT) else {
      return nil
    }
    defer { unsafe cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      guard let found = unsafe cmark_find_syntax_extension(name) else { return nil }
      unsafe cmark_parser_attach_syntax_extension(parser, found)
    }
    var text = text
    text.withUTF8 { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { bytes in
        unsafe cmark_parser_feed(parser, bytes.baseAddress, bytes.count)
      }
    }
    guard let parsed = unsafe cmark_parser_finish(parser) else { return nil }
    unsafe document = parsed
  }

  /// Whether the parser needs little time and memory for a text, whatever is in it.
  private static func isBounded(_ text: String) -> Bool {
    guard text.utf8.count <= sizeLimit else { return false }
    var lineCount = 0
    var columns = 0
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      lineCount += 1
      let quotes = line.prefix { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: " ") }
      if quotes.count(where: { $0 == UInt8(ascii: ">") }) > quoteLimit { return false }
      let isDelimiterRow = line.allSatisfy { "|-: >\t\r".utf8.contains($0) }
      if isDelimiterRow { columns = max(columns, line.count { $0 == UInt8(ascii: "|") } + 1) }
    }
    return columns * lineCount <= cellLimit
  }

  deinit { unsafe cmark_node_free(document) }

  /// Calls `body` with every node as the walk enters and leaves it, never recursing: a text may nest
  /// as deep as it likes.
  func walk(_ body: (MarkdownNode, _ isEntering: Bool) -> Void) {
    guard let iterator = unsafe cmark_iter_new(document) else { return }
    defer { unsafe cmark_iter_free(iterator) }
    while true {
      let event = unsafe cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = unsafe cmark_iter_get_node(iterator) else {
        return
      }
      unsafe body(MarkdownNode(unchecked: node), event == CMARK_EVENT_ENTER)
    }
  }
}
