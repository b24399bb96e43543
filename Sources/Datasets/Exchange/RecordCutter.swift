import FoundationEssentials

/// Cuts a file into its records: the lines of JSONL, the items of a JSON list, one JSON object, or
/// the rows of a table. What cannot be read is a record too, so that those around it are kept.
enum RecordCutter {
  private static let newline = UInt8(ascii: "\n")
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func records(of file: ImportFile) -> [ImportRecord] {
    let all = [UInt8](file.bytes)
    let bytes = all[(all.starts(with: mark) ? mark.count : 0)...]
    guard let start = bytes.firstIndex(where: { !isSpace($0) }) else { return [] }
    let ending = file.name.split(separator: ".").last?.lowercased()
    if ending == "csv" || ending == "tsv" { return SeparatedTable(bytes).records }
    switch bytes[start] {
    case UInt8(ascii: "["): return items(of: bytes, from: start)
    case UInt8(ascii: "{"): return lines(of: bytes)
    default:
      let table = SeparatedTable(bytes)
      return table.isKnown ? table.records : lines(of: bytes)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func record(
    _ bytes: ArraySlice<UInt8>, line: Int, column: Int = 1
  ) -> ImportRecord {
    do throws(ExchangeError) {
      let value = try ExchangeReader.read(bytes)
      return ImportRecord(line: line, column: column, bytes: bytes, value: .success(value))
    } catch {
      return ImportRecord(line: line, column: column, bytes: bytes, value: .failure(error))
    }
  }

  private static func lines(of bytes: ArraySlice<UInt8>) -> [ImportRecord] {
    var records: [ImportRecord] = []
    var number = 0
    for line in bytes.split(separator: newline, omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { !isSpace($0) }) else { continue }
      let record = record(line, line: number)
      // A first line that is no value may be the start of one object over many lines.
      if records.isEmpty, number < 3, case .failure = record.value,
        let whole = try? ExchangeReader.read(bytes)
      {
        return opened(whole, bytes, line: number)
      }
      records.append(record)
    }
    return records
  }

  /// The records of one object: those of its one list, or itself.
  private static func opened(
    _ whole: ExchangeValue, _ bytes: ArraySlice<UInt8>, line: Int
  ) -> [ImportRecord] {
    let inner = ["data", "examples", "conversations"].lazy.compactMap { whole[$0]?.list }.first
    guard let inner, ImportShape(of: whole) == nil else {
      return [ImportRecord(line: line, bytes: bytes, value: .success(whole))]
    }
    return inner.map { ImportRecord(line: line, bytes: bytes, value: .success($0)) }
  }

  /// The items of a list, each from the line it begins on. A broken one ends where its brackets say.
  private static func items(of bytes: ArraySlice<UInt8>, from start: Int) -> [ImportRecord] {
    var records: [ImportRecord] = []
    var (line, lineStart, depth, isText) = (1, bytes.startIndex, 0, false)
    var first: (index: Int, line: Int, column: Int)?
    var index = bytes.startIndex
    func close(at end: Int) {
      if let first {
        records.append(
          record(bytes[first.index..<end], line: first.line, column: first.column))
      }
      first = nil
    }
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == newline { (line, lineStart) = (line + 1, index + 1) }
      if depth > 0, first == nil, !isSpace(byte), !",]".utf8.contains(byte) || depth > 1 {
        first = (index, line, index - lineStart + 1)
      }
      if isText {
        if byte == UInt8(ascii: "\\") { index += 1 }
        if byte == UInt8(ascii: "\"") { isText = false }
      } else if byte == UInt8(ascii: "\"") {
        isText = true
      } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 {
          close(at: index)
          break
        }
      } else if byte == UInt8(ascii: ","), depth == 1 {
        close(at: index)
      }
      index += 1
    }
    // Where the list has no end, the last item may be cut off.
    if index >= bytes.endIndex { close(at: bytes.endIndex) }
    return asOneChat(records, bytes) ?? records
  }

  /// A list of messages is one chat.
  private static func asOneChat(
    _ records: [ImportRecord], _ bytes: ArraySlice<UInt8>
  ) -> [ImportRecord]? {
    let values = records.compactMap { try? $0.value.get() }
    guard values.count == records.count, !values.isEmpty,
      values.allSatisfy({ $0["role"]?.text != nil && $0["content"] != nil })
    else { return nil }
    let chat = ExchangeValue.object(["messages": .list(values)])
    return [ImportRecord(line: records[0].line, bytes: bytes, value: .success(chat))]
  }
}
