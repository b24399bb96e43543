/// Rows in columns, aligned by the width that a terminal shows.
struct Table {
  private let header: [String]
  private var rows: [[String]] = []

  init(_ header: String...) { self.header = header }

  mutating func add(_ row: String...) { rows.append(row) }

  /// The table; on a terminal that is narrower, the last column goes on below itself.
  ///
  /// - Parameter isPathFirst: whether the first column is of paths, which may lose their beginning.
  func text(_ output: Output, isPathFirst: Bool = false) -> String {
    var lines = [header] + rows
    var widths = header.indices.map { column in lines.map { Self.width($0[column]) }.max() ?? 0 }
    if let width = output.width {
      let besides = widths.dropLast().reduce(0) { $0 + $1 + 2 }
      let wanted = min(widths.last ?? 0, 24)
      if isPathFirst, besides + wanted > width {
        widths[0] = max(16, widths[0] - (besides + wanted - width))
        for line in lines.indices {
          lines[line][0] = Self.end(of: lines[line][0], within: widths[0])
        }
      }
      let left = width - widths.dropLast().reduce(0) { $0 + $1 + 2 }
      widths[widths.count - 1] = max(12, min(widths.last ?? 0, left))
    }
    let text = lines.map { Self.line($0, widths) }
    return ([output.styled(text[0], .bold)] + text.dropFirst()).joined(separator: "\n")
  }

  private static func line(_ row: [String], _ widths: [Int]) -> String {
    let cells = zip(row, widths).dropLast().map { cell, width in
      cell + String(repeating: " ", count: max(0, width - Self.width(cell)))
    }
    let start = cells.map { $0 + "  " }.joined()
    let indent = String(repeating: " ", count: Self.width(start))
    let last = wrapped(row.last ?? "", at: widths.last ?? 0)
    return last.enumerated().map { place, words in
      var text = (place == 0 ? start : indent) + words
      while text.last == " " { text.removeLast() }
      return text
    }.joined(separator: "\n")
  }

  /// The lines of a text that are no wider than a column, broken between words.
  private static func wrapped(_ text: String, at limit: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      let line = lines[lines.count - 1]
      if !line.isEmpty, width(line) + 1 + width(word) > limit {
        lines.append(word)
      } else {
        lines[lines.count - 1] = line.isEmpty ? word : "\(line) \(word)"
      }
    }
    return lines
  }

  /// The end of a path, with a mark where its beginning was.
  private static func end(of path: String, within limit: Int) -> String {
    guard width(path) > limit else { return path }
    var end = Substring(path)
    while width(String(end)) >= limit { end.removeFirst() }
    return "…\(end)"
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
