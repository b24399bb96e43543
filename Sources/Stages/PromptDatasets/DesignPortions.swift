import Core
import Formats
import FoundationEssentials

/// The lines of `design.jsonl`, each document's together: what has not changed of them is told by their
/// digests, and not read.
struct DesignPortions {
  /// The nodes of one document, as they stand in a row.
  struct Portion: Sendable {
    /// The document's path, and which of its portions it is where a book's own text goes on after a
    /// chapter's.
    var name: String
    var lines: Data
  }

  private(set) var portions: [Portion] = []

  init(_ design: Data) {
    var counts: [[UInt8]: Int] = [:]
    var start = design.startIndex
    var document: [UInt8]?
    func close(_ end: Data.Index) {
      guard let document, start < end else { return }
      let count = counts[document, default: 0]
      counts[document] = count + 1
      let name = String(decoding: document, as: UTF8.self)
      portions.append(
        Portion(name: count == 0 ? name : "\(name)#\(count)", lines: design[start..<end]))
      start = end
    }
    var lineStart = design.startIndex
    while lineStart < design.endIndex {
      let end = design[lineStart...].firstIndex(of: 0x0A) ?? design.endIndex
      let own = Self.document(of: design[lineStart..<end])
      if own != document {
        close(lineStart)
        document = own
      }
      lineStart = min(end + 1, design.endIndex)
    }
    close(design.endIndex)
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
