import FoundationEssentials

/// The lines of `design.jsonl` as they are put together. A topic that two maps hold stands there once.
struct DesignLines {
  private(set) var data: Data
  /// How many lines were left out, by kind.
  private(set) var repeated: [String: Int] = [:]
  private var ids: Set<[UInt8]> = []

  init(capacity: Int) { data = Data(capacity: capacity) }

  /// Appends a document's lines.
  ///
  /// - Parameter isUnique: whether no other document can hold the same nodes.
  /// - Returns: how many lines were left out.
  mutating func append(_ lines: Data, isUnique: Bool) -> Int {
    guard !isUnique else {
      data.append(lines)
      return 0
    }
    var leftOut = 0
    for line in lines.split(separator: 0x0A) {
      if let id = Self.value(of: "id", in: line), !ids.insert(id).inserted {
        let kind = Self.value(of: "kind", in: line) ?? []
        leftOut += 1
        repeated[String(decoding: kind, as: UTF8.self), default: 0] += 1
        continue
      }
      data.append(line)
      data.append(0x0A)
    }
    return leftOut
  }

  /// The first string of a key in a line of canonical JSON, whose quotation marks inside strings are
  /// escaped: no text can look like a key.
  private static func value(of key: String, in line: Data) -> [UInt8]? {
    guard let found = line.firstRange(of: Data("\"\(key)\":\"".utf8)) else { return nil }
    return Array(line[found.upperBound...].prefix { $0 != 0x22 })
  }
}
