import Core

/// Writes nodes as Markdown, one after the other.
struct PassageWriter {
  private(set) var markdown = ""
  private var previous: DesignNode?
  private var table = PassageTable()
  private var tableMargin = ""
  /// The number of the last step of each list.
  private var steps: [Substring: Int] = [:]
  /// How deep the outermost list of those that stand together is.
  private var base = 0

  mutating func add(_ node: DesignNode, _ text: String) {
    if node.kind == .tableRow {
      addRow(node)
    } else {
      end()
      addBlock(node, text)
    }
    previous = node
  }

  /// Ends a table that is open.
  mutating func end() {
    guard !table.isEmpty else { return }
    markdown += table.markdown(margin: tableMargin)
    table = PassageTable()
  }

  private mutating func addRow(_ row: DesignNode) {
    if let previous, table.isOther(row, after: previous) { end() }
    if table.isEmpty {
      tableMargin = margin(of: row)
      part()
    }
    table.add(row)
  }

  private mutating func addBlock(_ node: DesignNode, _ text: String) {
    switch node.kind {
    case .listItem, .step: addItem(node, text)
    case .glossaryTerm:
      if previous?.isListed == true { markdown += "\n" } else { part() }
      markdown += "- **\(text)**"
    case .code:
      let margin = margin(of: node)
      part()
      markdown += "\(margin)```\n"
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        markdown += line.isEmpty ? "\n" : "\(margin)\(line)\n"
      }
      markdown += "\(margin)```"
    case .admonition:
      let margin = margin(of: node)
      part()
      let name = node.role.map { "**\($0.prefix(1).uppercased())\($0.dropFirst()):** " }
      markdown += "\(margin)> \(name ?? "")\(text)"
    case .question:
      part()
      markdown += "**\(text)**"
    case .paragraph, .answer, .requirement, .title, .section, .uiString, .figure, .comment,
      .tableRow:
      let margin = margin(of: node)
      part()
      markdown += margin + text
    }
  }

  private mutating func addItem(_ node: DesignNode, _ text: String) {
    let isListed = previous?.isListed == true
    if node.role == "definition" {
      if previous?.kind == .glossaryTerm {
        markdown += ": "
      } else {
        part()
        if isListed { markdown += "   " }
      }
      markdown += text
      return
    }
    if let previous, isListed, node.isInItem, previous.isInItem,
      previous.listItem == node.listItem || previous.listItem.hasPrefix(node.listItem + "/")
    {
      markdown += "\n\n" + indent(node, 1) + text
      return
    }
    if !isListed { base = node.listDepth }
    if isListed { markdown += "\n" } else { part() }
    guard node.kind == .step else {
      markdown += "\(indent(node, 0))- \(text)"
      return
    }
    let number = steps[node.listPath, default: 0] + 1
    steps[node.listPath] = number
    markdown += "\(indent(node, 0))\(number). \(text)"
  }

  private mutating func part() {
    if previous != nil { markdown += "\n\n" }
  }

  /// What a block that stands in an item is moved in by.
  private func margin(of node: DesignNode) -> String {
    node.isInItem && previous?.isListed == true ? indent(node, 1) : ""
  }

  private func indent(_ node: DesignNode, _ more: Int) -> String {
    String(repeating: "   ", count: max(0, node.listDepth - base) + more)
  }
}
