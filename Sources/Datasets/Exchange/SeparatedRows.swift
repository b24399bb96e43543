/// The rows of a table of separated values, one after another.
struct SeparatedRows {
  /// A row, and the line it begins on.
  struct Row {
    var line: Int
    var cells: [String] = []
    var bytes: ArraySlice<UInt8>
    /// Why the row cannot be read.
    var fault: String?
  }

  private let separator: UInt8
  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private var line = 1

  private static let quote = UInt8(ascii: "\"")

  init(_ separator: UInt8, in bytes: ArraySlice<UInt8>) {
    self.separator = separator
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The first row, from wherever the reading stands.
  var first: Row? {
    var copy = self
    return copy.next()
  }

  /// The next row that is not empty.
  mutating func next() -> Row? {
    while index < bytes.endIndex {
      let row = row()
      if row.cells != [""] || row.fault != nil { return row }
    }
    return nil
  }

  private mutating func row() -> Row {
    let start = index
    var row = Row(line: line, bytes: [])
    var isOver = false
    while !isOver {
      let cell = index < bytes.endIndex && bytes[index] == Self.quote ? quoted() : plain()
      if let text = cell.flatMap({ String(validating: $0, as: UTF8.self) }) {
        row.cells.append(text)
      } else {
        row.fault = cell == nil ? "a quoted cell has no end" : "a cell is not UTF-8"
        row.cells.append("")
      }
      isOver = endOfCell()
    }
    row.bytes = bytes[start..<min(index, bytes.endIndex)]
    return row
  }

  /// Steps over what ends a cell; whether the row ends with it.
  private mutating func endOfCell() -> Bool {
    guard index < bytes.endIndex else { return true }
    if bytes[index] == separator {
      index += 1
      return false
    }
    if bytes[index] == 0x0D { index += 1 }
    if index < bytes.endIndex, bytes[index] == 0x0A {
      index += 1
      line += 1
    }
    return true
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0A || byte == 0x0D }

  private mutating func plain() -> [UInt8]? {
    let start = index
    while index < bytes.endIndex, !isEnd(bytes[index]) { index += 1 }
    return Array(bytes[start..<index])
  }

  /// A cell in quotation marks, in which two of them are one; `nil` where it has no end.
  private mutating func quoted() -> [UInt8]? {
    let start = (index: index, line: line)
    var text: [UInt8] = []
    index += 1
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == Self.quote {
        guard index < bytes.endIndex, bytes[index] == Self.quote else {
          return text + (plain() ?? [])
        }
        index += 1
      }
      if byte == 0x0A { line += 1 }
      text.append(byte)
    }
    // Only this line is lost, not the rest of the file.
    (index, line) = start
    while index < bytes.endIndex, bytes[index] != 0x0A { index += 1 }
    return nil
  }
}
