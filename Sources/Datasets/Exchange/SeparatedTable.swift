/// A table of separated values (RFC 4180), with commas, semicolons or tabs: what spreadsheets write.
struct SeparatedTable {
  private let header: [String]
  /// Each row as an object of its columns.
  let records: [ImportRecord]

  /// The columns that are read, under the names that datasets give them.
  static let columns: [String: String] = {
    var names: [String: String] = [:]
    let known: KeyValuePairs = [
      "system": ["system", "instructions"], "history": ["history"],
      "messages": ["messages"], "prompt": ["prompt", "user", "question", "instruction"],
      "input": ["input", "context"],
      "answer": ["answer", "assistant", "completion", "output", "response", "chosen"],
      "rejected": ["rejected"], "group": ["group", "conversation"], "id": ["id"],
      "split": ["split"],
    ]
    for (column, synonyms) in known {
      for synonym in synonyms { names[synonym] = column }
    }
    return names
  }()

  /// Whether its first row names columns that a chat can be made of.
  var isKnown: Bool {
    let isPair = header.contains("answer") && header.contains { !$0.isEmpty && $0 != "answer" }
    return isPair || header.contains("messages")
  }

  init(_ bytes: ArraySlice<UInt8>) {
    let tables = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map {
      SeparatedRows($0, in: bytes)
    }
    // The separator that cuts the first row into most columns we know.
    let names = tables.map { Self.names(in: $0.first?.cells ?? []) }
    let counts = names.map { $0.count { !$0.isEmpty } }
    let best = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    header = names[best]
    var table = tables[best]
    var records: [ImportRecord] = []
    _ = table.next()
    while let row = table.next() {
      records.append(
        ImportRecord(
          line: row.line, bytes: row.bytes, value: Self.value(of: row, header: names[best])))
    }
    self.records = records
  }

  private static func names(in cells: [String]) -> [String] {
    cells.map { cell in
      columns[cell.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")] ?? ""
    }
  }

  private static func value(
    of row: SeparatedRows.Row, header: [String]
  ) -> Result<ExchangeValue, ExchangeError> {
    if let reason = row.fault { return .failure(ExchangeError(offset: 0, reason: reason)) }
    guard row.cells.count == header.count else {
      let reason = "the row has \(row.cells.count) cells, and the first row \(header.count)"
      return .failure(ExchangeError(offset: 0, reason: reason))
    }
    var members: [ExchangeValue.Member] = []
    for (name, cell) in zip(header, row.cells) where !name.isEmpty && !cell.isEmpty {
      members.append(.init(key: name, value: .text(cell)))
    }
    return .success(.object(["row": .object(members)]))
  }
}
