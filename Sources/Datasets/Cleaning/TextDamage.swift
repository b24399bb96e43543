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
  static func templateResidue(in text: String) -> String? {
    guard text.utf8.contains(UInt8("{")) || text.utf8.contains(UInt8("[")) else { return nil }
    var isFenced = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") { isFenced.toggle() }
      guard !isFenced else { continue }
      for (open, close) in [("{{", "}}"), ("{%", "%}"), ("[insert ", "]"), ("[Insert ", "]")] {
        guard let start = line.firstRange(of: open),
          let end = line[start.upperBound...].firstRange(of: close)
        else { continue }
        let isQuoted = !line[..<start.lowerBound].count { $0 == "`" }.isMultiple(of: 2)
        if !isQuoted { return String(line[start.lowerBound..<end.upperBound].prefix(60)) }
      }
    }
    return nil
  }
}
