import FoundationEssentials

/// Where each start tag of a well-formed text stands, in the order of its elements. libxml2's trees
/// know lines only, and a stored page often is one line.
struct StartTagPlaces {
  /// Lines and columns, from 1; columns count characters.
  private var places: [(line: Int32, column: Int32)] = []
  private var line: Int32 = 1
  private var column: Int32 = 1
  private var index = 0
  private let bytes: [UInt8]

  init(in text: Data) {
    bytes = [UInt8](text)
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        step()
        continue
      }
      if follows("<!--") {
        skip(behind: "-->")
      } else if follows("<![CDATA[") {
        skip(behind: "]]>")
      } else if follows("<?") {
        skip(behind: "?>")
      } else {
        if !follows("</") { places.append((line, column)) }
        skipTag()
      }
    }
  }

  /// The place of an element by its number in document order, from 0.
  subscript(number: Int) -> (line: Int, column: Int)? {
    guard places.indices.contains(number) else { return nil }
    return (Int(places[number].line), Int(places[number].column))
  }

  private mutating func step() {
    if bytes[index] == 0x0A {
      line += 1
      column = 1
    } else if bytes[index] & 0xC0 != 0x80 {
      column += 1
    }
    index += 1
  }

  private func follows(_ mark: String) -> Bool { bytes[index...].starts(with: mark.utf8) }

  private mutating func skip(behind end: String) {
    while index < bytes.count, !follows(end) { step() }
    for _ in end.utf8 where index < bytes.count { step() }
  }

  private mutating func skipTag() {
    var quote: UInt8?
    while index < bytes.count {
      let byte = bytes[index]
      step()
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return
      }
    }
  }
}
