import Core
import Formats
import FoundationEssentials

/// The lines of `design.jsonl`, each document's together: what has not changed of them is told by their
/// digests, and not read.
struct DesignPortions {
  /// The nodes of one document, in their order.
  struct Portion: Sendable {
    /// The document's path, as JSON escapes it.
    var name: String
    var lines: Data
  }

  private(set) var portions: [Portion] = []

  init(_ design: Data) {
    var places: [[UInt8]: Int] = [:]
    var start = design.startIndex
    while start < design.endIndex {
      let end = design[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? design.endIndex
      let line = design[start..<end]
      let document = Self.document(of: line)
      if let place = places[document] {
        portions[place].lines.append(line)
      } else {
        places[document] = portions.count
        portions.append(
          Portion(name: String(decoding: document, as: UTF8.self), lines: Data(line)))
      }
      start = end
    }
  }

  private static let key = Array("\"document\":\"".utf8)

  /// The document that a line of canonical JSON names, as it is escaped there. No text can look like
  /// the key: its quotation marks would be escaped.
  private static func document(of line: Data) -> [UInt8] {
    line.withUnsafeBytes { bytes in
      var place = 0
      while place + key.count <= bytes.count {
        if bytes[place] == key[0], bytes[place + 1] == key[1],
          bytes[place..<(place + key.count)].elementsEqual(key)
        {
          let rest = bytes[(place + key.count)...]
          return Array(rest.prefix { $0 != 0x22 })
        }
        place += 1
      }
      return []
    }
  }
}
