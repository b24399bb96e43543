/// A Markdown text with its template tags taken out: `{% ... %}` and `{{ ... }}` of a site generator
/// are text of no reader's, and are never run. Lines keep their numbers.
struct TemplateTags {
  /// One tag, as it is written.
  struct Tag: Hashable {
    var text: String
    var line: Int
  }

  /// The most bytes of one tag: what looks open for longer is text.
  private static let sizeLimit = 16_384

  /// The text without the tags.
  private(set) var text: String
  private(set) var tags: [Tag] = []

  /// Takes the tags out of a text; those in code stay.
  init(takenOutOf source: String) {
    guard source.contains("{{") || source.contains("{%") else {
      text = source
      return
    }
    let bytes = Array(source.utf8)
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var fence: (mark: UInt8, count: Int)?
    var closings: [UInt8: Int] = [:]
    var line = 1
    var isInCode = false
    var index = 0
    var isLineStart = true
    while index < bytes.count {
      let byte = bytes[index]
      if isLineStart {
        isInCode = false
        if let found = Self.fence(in: bytes, at: index) {
          if let open = fence {
            if open.mark == found.mark, found.count >= open.count { fence = nil }
          } else {
            fence = found
          }
        }
      }
      isLineStart = byte == 0x0A
      if isLineStart { line += 1 }
      if byte == UInt8(ascii: "`") { isInCode.toggle() }
      guard fence == nil, !isInCode, byte == UInt8(ascii: "{"), index + 1 < bytes.count,
        let end = Self.end(of: bytes[index + 1], in: bytes, from: index + 2, &closings)
      else {
        kept.append(byte)
        index += 1
        continue
      }
      let tag = bytes[index..<end]
      tags.append(Tag(text: String(decoding: tag, as: UTF8.self), line: line))
      let lineEnds = tag.count { $0 == 0x0A }
      kept.append(contentsOf: repeatElement(0x0A, count: lineEnds))
      line += lineEnds
      index = end
    }
    text = String(decoding: kept, as: UTF8.self)
  }

  /// A code fence that a line begins with (CommonMark 0.29, 4.5), also inside a list or quotation.
  private static func fence(in bytes: [UInt8], at start: Int) -> (mark: UInt8, count: Int)? {
    let rest = bytes[start...].drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    guard let mark = rest.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
      return nil
    }
    let count = rest.prefix { $0 == mark }.count
    return count >= 3 ? (mark, count) : nil
  }

  /// Where a tag of a kind ends; each closing mark is searched for once.
  private static func end(
    of kind: UInt8, in bytes: [UInt8], from start: Int, _ closings: inout [UInt8: Int]
  ) -> Int? {
    let mark: UInt8
    switch kind {
    case UInt8(ascii: "{"): mark = UInt8(ascii: "}")
    case UInt8(ascii: "%"): mark = UInt8(ascii: "%")
    default: return nil
    }
    var closing = closings[mark] ?? start
    if closing < start { closing = start }
    while closing + 1 < bytes.count,
      bytes[closing] != mark || bytes[closing + 1] != UInt8(ascii: "}")
    {
      closing += 1
    }
    closings[mark] = closing
    guard closing + 1 < bytes.count, closing - start <= sizeLimit else { return nil }
    return closing + 2
  }
}
