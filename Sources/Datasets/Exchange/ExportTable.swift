import Formats
import FoundationEssentials

/// Records with the same keys as a table of comma-separated values (RFC 4180), with a header.
struct ExportTable {
  let bytes: Data
  /// The line that each record begins on: a cell may have several.
  let lines: [Int]
  /// Cells that a spreadsheet may take for a formula.
  let formulaCells: Int

  init(_ records: [ExchangeValue]) throws {
    let header = records.first?.keys ?? []
    var text = header.joined(separator: ",") + "\r\n"
    var (line, lines, formulas) = (2, [Int](), 0)
    for record in records {
      lines.append(line)
      let cells = try header.map { try Self.cell(record[$0] ?? .null) }
      formulas += cells.count { cell in
        cell.unicodeScalars.first.map("=+-@".unicodeScalars.contains) ?? false
      }
      let row = cells.map(Self.quoted).joined(separator: ",") + "\r\n"
      line += row.utf8.count { $0 == 0x0A }
      text += row
    }
    bytes = Data(text.utf8)
    self.lines = lines
    formulaCells = formulas
  }

  private static func cell(_ value: ExchangeValue) throws -> String {
    try value.text ?? String(decoding: CanonicalJSON.line(value), as: UTF8.self)
  }

  /// By scalars: a quotation mark and an accent upon it are one `Character`, and so is a line end of
  /// two.
  private static func quoted(_ cell: String) -> String {
    let scalars = cell.unicodeScalars
    guard scalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return cell }
    var text = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in scalars {
      if scalar == "\"" { text.append(scalar) }
      text.append(scalar)
    }
    text.append("\"")
    return String(text)
  }
}
