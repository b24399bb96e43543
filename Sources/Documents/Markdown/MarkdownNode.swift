import CCMarkGFM

/// A node of a ``MarkdownTree``, lent for one step of a walk.
@safe struct MarkdownNode: ~Escapable {
  /// What a node is.
  enum Kind {
    case document, quote, list, item, code, html, paragraph, heading, thematicBreak, table, row
    case cell, text, softBreak, lineBreak, inlineCode, inlineHTML, emphasis, strong, link, image
    case strikethrough, other
  }

  private let pointer: OpaquePointer

  @_lifetime(immortal)
  init(unchecked pointer: OpaquePointer) { unsafe self.pointer = pointer }

  // The extensions' node types stand in no installed header: names are what both share.
  private var typeName: String { unsafe String(cString: cmark_node_get_type_string(pointer)) }

  /// What an element path calls a block: cmark's name of it.
  var pathName: String {
    switch typeName {
    case "tasklist": "item"
    case "table_header": "table_row"
    case let name: name
    }
  }

  var kind: Kind {
    switch typeName {
    case "document": .document
    case "block_quote": .quote
    case "list": .list
    case "item", "tasklist": .item
    case "code_block": .code
    case "html_block": .html
    case "paragraph": .paragraph
    case "heading": .heading
    case "thematic_break": .thematicBreak
    case "table": .table
    case "table_header", "table_row": .row
    case "table_cell": .cell
    case "text": .text
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    case "code": .inlineCode
    case "html_inline": .inlineHTML
    case "emph": .emphasis
    case "strong": .strong
    case "link": .link
    case "image": .image
    case "strikethrough": .strikethrough
    default: .other
    }
  }

  /// Whether the node is a block with a path of its own.
  var isBlock: Bool {
    switch kind {
    case .document, .quote, .list, .item, .code, .html, .paragraph, .heading, .thematicBreak,
      .table, .row:
      true
    case .cell, .text, .softBreak, .lineBreak, .inlineCode, .inlineHTML, .emphasis, .strong, .link,
      .image, .strikethrough, .other:
      false
    }
  }

  /// Whether a walk both enters and leaves the block.
  var isBranch: Bool {
    switch kind {
    case .code, .html, .thematicBreak: false
    default: isBlock
    }
  }

  /// From 1; 0 for an inline node that does not know it. The text that cmark parts from a table's
  /// first line has no place of its own: it starts where the table was thought to.
  var line: Int {
    let own = unsafe cmark_node_get_start_line(pointer)
    guard own < 1, isBlock else { return Int(own) }
    if let table = unsafe cmark_node_next(pointer) {
      let start = unsafe cmark_node_get_start_line(table)
      if start > 0 { return Int(start) }
    }
    guard let parent = unsafe cmark_node_parent(pointer) else { return 1 }
    return unsafe max(1, Int(cmark_node_get_start_line(parent)))
  }
  var headingLevel: Int { unsafe Int(cmark_node_get_heading_level(pointer)) }
  var literal: String {
    unsafe cmark_node_get_literal(pointer).map { unsafe String(cString: $0) } ?? ""
  }
  var url: String { unsafe cmark_node_get_url(pointer).map { unsafe String(cString: $0) } ?? "" }
  var linkTitle: String {
    unsafe cmark_node_get_title(pointer).map { unsafe String(cString: $0) } ?? ""
  }
  /// A code block's language.
  var fenceInfo: String {
    unsafe cmark_node_get_fence_info(pointer).map { unsafe String(cString: $0) } ?? ""
  }
  var isOrderedList: Bool { unsafe cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
  var listStart: Int { unsafe Int(cmark_node_get_list_start(pointer)) }
  var isTight: Bool { unsafe cmark_node_get_list_tight(pointer) != 0 }
  var isHeaderRow: Bool { typeName == "table_header" }
  /// Whether a cell's row is its table's header.
  var isInHeaderRow: Bool {
    guard let row = unsafe cmark_node_parent(pointer) else { return false }
    return unsafe String(cString: cmark_node_get_type_string(row)) == "table_header"
  }
  /// Whether a task list's item is done; `nil` for an item of another list.
  var isDone: Bool? {
    typeName == "tasklist" ? unsafe cmark_gfm_extensions_get_tasklist_item_checked(pointer) : nil
  }
}
