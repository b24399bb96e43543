/// A table's rows and cells with their spans (ECMA-376 part 1, 17.4).
struct WordTable {
  struct Cell {
    var markup: TapeElement
    var columns: Int
    var rows: Int
    /// Whether the cell above goes on here.
    var isContinued: Bool
    /// The first grid column it covers.
    var column: Int
    /// The change by which it came or went.
    var mark: RevisedText.Mark?
  }

  struct Row {
    var cells: [Cell]
    var isHeader: Bool
    var line: Int
  }

  /// The most grid columns of a cell: Word has 63 in a row.
  private static let columnLimit = 1_000

  private(set) var rows: [Row] = []

  init(_ table: TapeElement) {
    let look = table.first("tblPr")?.first("tblLook")
    for row in Self.unwrapped(table, "tr") {
      let properties = row.first("trPr")
      let mark = properties?.elements.lazy.compactMap(RevisedText.Mark.init).first
      let isHeader =
        properties?.first("tblHeader").map(\.isOn)
        ?? (rows.isEmpty && look?.marksFirstRow == true)
      rows.append(
        Row(
          cells: Self.cells(
            of: row, from: Self.count(properties?.first("gridBefore"), or: 0), mark),
          isHeader: isHeader, line: row.line))
    }
    spread()
  }

  private static func cells(
    of row: TapeElement, from first: Int, _ mark: RevisedText.Mark?
  ) -> [Cell] {
    var column = first
    return unwrapped(row, "tc").map { cell in
      let properties = cell.first("tcPr")
      let span = max(1, count(properties?.first("gridSpan"), or: 1))
      let merge = properties?.first("vMerge")
      defer { column += span }
      return Cell(
        markup: cell, columns: span, rows: 1,
        isContinued: merge != nil && merge?["val"] != "restart", column: column,
        mark: mark ?? properties?.elements.lazy.compactMap(RevisedText.Mark.init).first)
    }
  }

  private static func count(_ element: TapeElement?, or other: Int) -> Int {
    min(max(0, element?["val"].flatMap(Int.init) ?? other), columnLimit)
  }

  /// Gives each cell the rows that go on below it.
  private mutating func spread() {
    for index in rows.indices.reversed() where index > 0 {
      let above = Dictionary(
        rows[index - 1].cells.enumerated().map { ($0.element.column, $0.offset) }
      ) { first, _ in first }
      for cell in rows[index].cells where cell.isContinued {
        if let place = above[cell.column] { rows[index - 1].cells[place].rows += cell.rows }
      }
    }
  }

  /// The children of a name, and those inside content controls and the like.
  private static func unwrapped(_ parent: TapeElement, _ name: String) -> [TapeElement] {
    parent.elements.flatMap { element -> [TapeElement] in
      switch element.name {
      case name: [element]
      case "sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo":
        unwrapped(element, name)
      default: []
      }
    }
  }
}

extension TapeElement {
  /// Whether a table's look says that its first row is a header (ECMA-376 part 1, 17.4.55): in words,
  /// or in the bits that older programs write.
  fileprivate var marksFirstRow: Bool {
    if let word = self["firstRow"] { return TapeElement.isOn(word) }
    return self["val"].flatMap { Int($0, radix: 16) }.map { $0 & 0x20 != 0 } ?? false
  }
}
