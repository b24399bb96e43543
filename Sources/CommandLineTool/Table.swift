/// Rows in columns, aligned by the width that a terminal shows.
struct Table {
  private let header: [String]
  private var rows: [[String]] = []

  init(_ header: String...) { self.header = header }

  mutating func add(_ row: String...) { rows.append(row) }

  func text(_ output: Output) -> String {
    let widths = header.indices.map { column in
      ([header] + rows).map { Self.width($0[column]) }.max() ?? 0
    }
    func line(_ row: [String]) -> String {
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - Self.width(cell))
      }
      var text = cells.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text
    }
    let head = output.styled(line(header), .bold)
    return ([head] + rows.map(line)).joined(separator: "\n")
  }

  /// The cells a text takes on a terminal: wide characters of East Asia take two (Unicode TR 11),
  /// combining marks none.
  static func width(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
      ]
      return sum + (wide.contains { $0.contains(scalar.value) } ? 2 : 1)
    }
  }
}
