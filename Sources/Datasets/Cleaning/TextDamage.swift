/// What in a text is no longer what somebody wrote.
enum TextDamage {
  /// How many characters are lost (U+FFFD), of a private font, or two where one was: UTF-8 that was
  /// read as Windows-1252.
  static func count(in bytes: [UInt8]) -> Int {
    guard bytes.contains(where: { $0 >= 0xC3 }) else { return 0 }
    var count = 0
    var index = 0
    while index + 2 < bytes.count {
      if bytes[index] < 0xC3 {
        index += 1
        continue
      }
      switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
      case (0xEF, 0xBF, 0xBD), (0xEE, _, _), (0xEF, 0x80...0xA3, _): count += 1
      // Ã and Â before what is a letter's second byte, â before €
      case (0xC3, 0x83, 0xC2), (0xC3, 0x82, 0xC2), (0xC3, 0xA2, 0xE2): count += 1
      default: break
      }
      index += 1
    }
    return count
  }

  /// The first variable that a template left: `{{name}}`, `{% if %}`, `[insert name]`; what stands
  /// in code does.
  static func templateResidue(in bytes: [UInt8]) -> String? {
    guard opening.stand(in: bytes[...]) else { return nil }
    var isFenced = false
    for line in bytes.split(separator: 0x0A) {
      if line.starts(with: "```".utf8) { isFenced.toggle() }
      guard !isFenced, let open = opening.first(in: line),
        let close = closing.first(in: line[open.upperBound...])
      else { continue }
      let isQuoted = !line[..<open.lowerBound].count { $0 == UInt8(ascii: "`") }.isMultiple(of: 2)
      if !isQuoted {
        return String(decoding: line[open.lowerBound..<close.upperBound].prefix(60), as: UTF8.self)
      }
    }
    return nil
  }

  private static let opening = ByteNeedles(["{{", "{%", "[insert "])
  private static let closing = ByteNeedles(["}}", "%}", "]"])
}
