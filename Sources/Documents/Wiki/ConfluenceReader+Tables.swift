import Core

extension ConfluenceReader {
  /// Headings of a column that says what a product must do.
  private static let requirementHeadings: Set<String> = [
    "requirement", "requirements", "acceptance criteria", "acceptance criterion",
  ]

  /// Reads a table row by row. Under a row of headings that names requirements, rows are
  /// requirements.
  mutating func readTable(_ table: WikiElement) {
    var holdsRequirements = false
    readRows(of: table, &holdsRequirements)
  }

  private mutating func readRows(of parent: WikiElement, _ holdsRequirements: inout Bool) {
    for (child, step) in zip(parent.elements, parent.childSteps) {
      trail.append(step)
      switch child.name {
      case "tr": readRow(child, &holdsRequirements)
      case "thead", "tbody", "tfoot": readRows(of: child, &holdsRequirements)
      case "caption":
        readContent(of: child)
        flush(Context(kind: .figure, role: "caption"), of: child)
      default: break
      }
      trail.removeLast()
    }
  }

  private mutating func readRow(_ row: WikiElement, _ holdsRequirements: inout Bool) {
    guard !list.isOverfull else { return }
    var cells: [TableCell] = []
    for (cell, step) in zip(row.elements, row.childSteps)
    where cell.name == "td" || cell.name == "th" {
      trail.append(step)
      cells.append(readCell(cell))
      trail.removeLast()
    }
    let isHeader = !cells.isEmpty && cells.allSatisfy { $0.isHeader || $0.text.isEmpty }
    if isHeader {
      holdsRequirements = cells.contains {
        Self.requirementHeadings.contains($0.text.lowercased())
      }
    }
    let isEmpty = cells.allSatisfy(\.text.isEmpty)
    run.text = isEmpty ? "" : cells.map(\.text).joined(separator: " | ")
    let kind: DesignNode.Kind = holdsRequirements && !isHeader ? .requirement : .tableRow
    flush(
      Context(kind: kind, role: isHeader && !isEmpty ? "header" : nil), of: row, cells: cells)
  }

  private mutating func readCell(_ cell: WikiElement) -> TableCell {
    readContent(of: cell)
    let text = run.text.whiteSpaceFolded
    run.text = ""
    func span(_ name: String, most: Int) -> Int {
      min(max(1, cell[name].flatMap(Int.init) ?? 1), most)
    }
    return TableCell(
      text, columns: span("colspan", most: 1_000), rows: span("rowspan", most: 65_534),
      isHeader: cell.name == "th")
  }
}
