import Core

extension DesignNode {
  /// Whether the node is part of its section's text, as a reader has it.
  var isSectionText: Bool {
    switch kind {
    case .paragraph, .listItem, .step, .tableRow, .admonition, .question, .answer, .requirement,
      .glossaryTerm:
      true
    case .code: role != "template"
    case .title, .section, .uiString, .figure, .comment: false
    }
  }

  /// Whether it is written as an item, or in one.
  var isListed: Bool {
    switch kind {
    case .listItem, .step, .glossaryTerm: true
    case .title, .section, .paragraph, .tableRow, .code, .admonition, .question, .answer,
      .requirement, .uiString, .figure, .comment:
      listDepth > 0
    }
  }

  /// How many items it stands in, one inside another.
  var listDepth: Int {
    path.split(separator: "/").reduce(0) { $0 + (Self.isItem($1) ? 1 : 0) }
  }

  /// The path of the innermost item it stands in; its own where it is in none.
  var listItem: Substring { innermostItem ?? path[...] }

  /// Whether it stands in an item.
  var isInItem: Bool { innermostItem != nil }

  /// The path of the list that its innermost item stands in; empty where it is in none, so that
  /// those of one section go together.
  var listPath: Substring {
    guard let item = innermostItem else { return "" }
    return item.lastIndex(of: "/").map { item[..<$0] } ?? ""
  }

  /// Whether it is the title of a figure: what it names is not there unless code follows.
  var isCaption: Bool { path.hasSuffix("/fig/title") }

  private var innermostItem: Substring? {
    var end = path.endIndex
    while let slash = path[..<end].lastIndex(of: "/") {
      if Self.isItem(path[path.index(after: slash)..<end]) { return path[..<end] }
      end = slash
    }
    return nil
  }

  /// What the formats that are read call an item of a list, a step, an entry of definitions.
  private static let items: Set<Substring> = [
    "li", "item", "listitem", "list-item", "step", "substep", "choice", "dlentry", "plentry",
    "stepsection", "varlistentry",
  ]

  private static func isItem(_ component: Substring) -> Bool {
    items.contains(component.prefix { $0 != "[" })
  }
}

extension String {
  /// How many words it has, by the white space between them.
  var wordCount: Int {
    var count = 0
    var isInWord = false
    for byte in utf8 {
      let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
      if !isSpace && !isInWord { count += 1 }
      isInWord = !isSpace
    }
    return count
  }
}
