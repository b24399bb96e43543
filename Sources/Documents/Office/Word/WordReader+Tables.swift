import Core

/// Tables: each row a node with its cells; what stands in a cell beside its text follows the row.
extension WordReader {
  /// The text of a cell as it is put together from paragraphs, lists and inner tables.
  private struct CellText {
    var text = RevisedText()
    /// Whether the next paragraph goes on where the last one ended.
    var isJoined = false

    mutating func append(_ paragraph: RevisedText) {
      if !text.isEmpty, !paragraph.isEmpty, !isJoined { text.append(" ") }
      text.append(paragraph)
    }
  }

  mutating func readTable(_ table: Markup, path: String) {
    for control in table.outermost("sdt", outside: "tc") {
      for (text, role) in controls(of: control) {
        list.add(.uiString, text, role: role, path: path, line: control.line, part: part)
      }
    }
    for (index, row) in WordTable(table).rows.enumerated() {
      read(row, path: "\(path)/tr[\(index + 1)]")
    }
  }

  private mutating func read(_ row: WordTable.Row, path: String) {
    var text = RevisedText()
    var cells: [TableCell] = []
    var after: [WordParagraph] = []
    let outer = (mark, fields)
    for cell in row.cells {
      mark = cell.mark ?? outer.0
      fields = []
      var content = CellText()
      readCell(cell.markup, path: path, into: &content, &after)
      // What stands in a continued cell is not shown by Word, and not part of the table.
      if cell.isContinued { continue }
      cells.append(
        TableCell(
          content.text.accepted, columns: cell.columns, rows: cell.rows, isHeader: row.isHeader))
      if cells.count > 1 { text.append(" | ", mark) }
      text.append(content.text)
    }
    (mark, fields) = outer
    let isEmpty = cells.allSatisfy(\.text.isEmpty) && text.revisions == nil
    list.add(
      .tableRow, isEmpty ? "" : cells.map(\.text).joined(separator: " | "),
      role: row.isHeader ? "header" : nil, path: path, line: row.line, part: part, cells: cells,
      links: text.links.isEmpty ? nil : text.links, revisions: text.revisions)
    for found in after { addCompanions(of: found) }
  }

  private mutating func readCell(
    _ cell: Markup, path: String, into content: inout CellText, _ after: inout [WordParagraph]
  ) {
    // A closure that keeps no inout argument: they are handed through by value.
    var (found, beside) = (content, [WordParagraph]())
    descend { reader in
      for block in cell.elements {
        reader.read(inCell: block, path: path, into: &found, &beside)
      }
    }
    content = found
    after += beside
  }

  private mutating func read(
    inCell block: Markup, path: String, into content: inout CellText,
    _ after: inout [WordParagraph]
  ) {
    switch block.name {
    case "p":
      let outer = paragraph
      var found = WordParagraph(path: path, line: block.line)
      let end = read(block, as: &found)
      paragraph = outer
      content.append(found.text)
      content.isJoined = end == .joined
      found.text = RevisedText()
      after.append(found)
    case "sdt":
      var found = WordParagraph(path: path, line: block.line)
      found.companions = controls(of: block).map { (.control($0, role: $1), block.line) }
      after.append(found)
      guard let inner = block.first("sdtContent") else { return }
      readCell(inner, path: path, into: &content, &after)
    case "AlternateContent":
      guard let chosen = block.alternative else { return }
      readCell(chosen, path: path, into: &content, &after)
    case "tbl", "tr", "tc", "customXml", "ins", "del", "moveFrom", "moveTo":
      content.isJoined = false
      readCell(block, path: path, into: &content, &after)
    case "bookmarkStart": if let name = block["name"] { anchors.insert(name) }
    case "commentRangeStart", "commentRangeEnd": takeRange(block)
    default: break
    }
  }
}
