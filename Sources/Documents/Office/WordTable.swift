/// A table's rows and cells with their spans (ECMA-376 part 1, 17.4).
struct WordTable {
  struct Cell {
    var markup: Markup
    var columns: Int
    var rows: Int
    /// Whether the cell above goes on here.
    var isContinued: Bool
    /// The first grid column it covers.
    var column: Int
  }

  struct Row {
    var cells: [Cell]
    var isHeader: Bool
    /// The change by which the whole row came or went.
    var mark: RevisedText.Mark?
    var line: Int
  }

  private(set) var rows: [Row] = []

  init(_ table: Markup) {
    let look = table.first("tblPr")?.first("tblLook")?["firstRow"].map(Markup.isOn) ?? false
    for row in Self.rows(of: table) {
      let properties = row.first("trPr")
      var column = properties?.first("gridBefore")?["val"].flatMap(Int.init) ?? 0
      let cells = Self.cells(of: row).map { cell in
        let properties = cell.first("tcPr")
        let span = min(max(1, properties?.first("gridSpan")?["val"].flatMap(Int.init) ?? 1), 1_000)
        let merge = properties?.first("vMerge")
        defer { column += span }
        return Cell(
          markup: cell, columns: span, rows: 1,
          isContinued: merge != nil && merge?["val"] != "restart", column: column)
      }
      let isHeader = properties?.first("tblHeader").map(\.isOn) ?? (rows.isEmpty && look)
      let mark = properties?.elements.lazy.compactMap(RevisedText.Mark.init).first
      rows.append(Row(cells: cells, isHeader: isHeader, mark: mark, line: row.line))
    }
    spread()
  }

  /// Gives each cell the rows that go on below it.
  private mutating func spread() {
    for index in rows.indices.reversed() where index > 0 {
      for cell in rows[index].cells where cell.isContinued {
        if let above = rows[index - 1].cells.firstIndex(where: { $0.column == cell.column }) {
          rows[index - 1].cells[above].rows += cell.rows
        }
      }
    }
  }

  private static func rows(of parent: Markup) -> [Markup] { unwrapped(parent, "tr") }
  private static func cells(of row: Markup) -> [Markup] { unwrapped(row, "tc") }

  /// The children of a name, and those inside content controls and the like.
  private static func unwrapped(_ parent: Markup, _ name: String) -> [Markup] {
    parent.elements.flatMap { element -> [Markup] in
      switch element.name {
      case name: [element]
      case "sdt", "sdtContent", "customXml", "ins", "del": unwrapped(element, name)
      default: []
      }
    }
  }
}
