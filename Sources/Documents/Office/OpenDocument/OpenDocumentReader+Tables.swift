import Core

/// Tables: each row a node with its cells; what stands in a cell beside its text follows the row.
extension OpenDocumentReader {
  /// How far cells are repeated to fill a row: tables of texts have few columns, and a short element
  /// may ask for a million.
  private static let repeatedLimit = 16

  mutating func readTable(_ table: Markup, path: String) {
    for (index, row) in Self.rows(of: table, isHeader: false).enumerated() {
      read(row.markup, isHeader: row.isHeader, path: "\(path)/table-row[\(index + 1)]")
    }
  }

  private static func rows(
    of parent: Markup, isHeader: Bool
  ) -> [(markup: Markup, isHeader: Bool)] {
    parent.elements.flatMap { element -> [(Markup, Bool)] in
      switch element.name {
      case "table-row": [(element, isHeader)]
      case "table-header-rows": rows(of: element, isHeader: true)
      case "table-rows", "table-row-group": rows(of: element, isHeader: isHeader)
      default: []
      }
    }
  }

  private mutating func read(_ row: Markup, isHeader: Bool, path: String) {
    var text = RevisedText()
    var cells: [TableCell] = []
    var after: [OpenDocumentParagraph] = []
    for cell in row.all("table-cell") {
      let content = readCell(cell, &after)
      if !cells.isEmpty { text.append(" | ") }
      text.append(content)
      cells += Self.cells(cell, content.accepted, isHeader, after: cells.count)
    }
    let isEmpty = cells.allSatisfy(\.text.isEmpty) && text.revisions == nil
    list.add(
      .tableRow, isEmpty ? "" : cells.map(\.text).joined(separator: " | "),
      role: isHeader ? "header" : nil, path: path, line: row.line, part: Self.part, cells: cells,
      links: text.links.isEmpty ? nil : text.links, revisions: text.revisions)
    for found in after { addCompanions(of: found, path: path, line: row.line) }
  }

  /// A cell as often as it stands in its row.
  private static func cells(
    _ cell: Markup, _ text: String, _ isHeader: Bool, after count: Int
  ) -> [TableCell] {
    func number(_ name: String, to limit: Int) -> Int {
      min(max(1, cell[name].flatMap(Int.init) ?? 1), limit)
    }
    let made = TableCell(
      text, columns: number("number-columns-spanned", to: 1_000),
      rows: number("number-rows-spanned", to: 100_000), isHeader: isHeader)
    let room = max(1, repeatedLimit - count)
    return Array(repeating: made, count: number("number-columns-repeated", to: room))
  }

  private mutating func readCell(
    _ cell: Markup, _ after: inout [OpenDocumentParagraph]
  ) -> RevisedText {
    var text = RevisedText()
    var beside: [OpenDocumentParagraph] = []
    descend { reader in
      for block in cell.elements {
        var inner = RevisedText()
        switch block.name {
        case "p", "h":
          var found = reader.read(paragraph: block)
          inner = found.text
          found.text = RevisedText()
          beside.append(found)
        case "list", "list-item", "list-header", "table", "table-rows", "table-header-rows",
          "table-row", "table-cell", "section":
          inner = reader.readCell(block, &beside)
        default: continue
        }
        if !text.isEmpty, !inner.isEmpty { text.append(" ") }
        text.append(inner)
      }
    }
    after += beside
    return text
  }
}
