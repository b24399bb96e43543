/// What a program fills into a text: `%1$s`, `%(name)s`, `%name%`, `{0}`, `{{ name }}`, `${name}`, the
/// arguments of a message (ICU MessageFormat), Qt's `%1` and `%n`.
///
/// Two spellings that the program takes for one are one here: `%s … %d` and `%1$s … %2$d`.
struct PlaceholderList {
  /// As it is written, by what the program takes it for.
  private(set) var spellings: [String: String] = [:]
  /// How many formats stand in the text that do not say which argument they take.
  private(set) var unnumbered = 0

  private let bytes: [UInt8]
  /// The number of the next format that says none.
  private var next = 1

  /// Where the next brace and the next two braces close, as far as was looked: each byte is looked at
  /// once, however many braces open before it.
  private var nextClose = 0
  private var nextPairClose = 0

  /// The most bytes of a placeholder.
  private static let lengthLimit = 200
  /// The deepest message inside a message that is looked into.
  private static let depthLimit = 8

  init(in text: String) {
    bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "{") }) else {
      return
    }
    _ = scan(from: 0, depth: 0)
  }

  /// Those of this list that another has not, as they are written, sorted.
  func missing(in other: PlaceholderList) -> [String] {
    spellings.filter { other.spellings[$0.key] == nil }.map(\.value).sorted()
  }

  private mutating func add(_ name: String, _ range: Range<Int>) {
    guard spellings[name] == nil else { return }
    spellings[name] = String(decoding: bytes[range], as: UTF8.self)
  }

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Scans a text, or inside a message up to the brace that closes it.
  ///
  /// - Returns: the offset after the text.
  private mutating func scan(from start: Int, depth: Int) -> Int {
    var index = start
    while let byte = byte(index) {
      switch byte {
      case UInt8(ascii: "%"): index = scanPercent(at: index)
      case UInt8(ascii: "{"): index = scanBrace(at: index, depth: depth)
      case UInt8(ascii: "}") where depth > 0: return index + 1
      case UInt8(ascii: "|"):
        // What parts the plural forms of one text: each form takes the same arguments.
        next = 1
        index += 1
      default: index += 1
      }
    }
    return index
  }

  // MARK: Percent

  private mutating func scanPercent(at start: Int) -> Int {
    guard let first = byte(start + 1) else { return start + 1 }
    if first == UInt8(ascii: "%") { return start + 2 }
    if first == UInt8(ascii: "(") || first == UInt8(ascii: "{") {
      let close = first == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
      guard let end = endOfName(from: start + 2), byte(end) == close else { return start + 2 }
      let name = String(decoding: bytes[(start + 2)..<end], as: UTF8.self)
      // Python's `%(name)s` ends with its conversion.
      let isTyped = close == UInt8(ascii: ")") && byte(end + 1)?.isNamePart == true
      let after = isTyped ? end + 2 : end + 1
      add("%(" + name, start..<after)
      return after
    }
    let format = formatEnd(from: start + 1)
    if let end = endOfName(from: start + 1), byte(end) == UInt8(ascii: "%"), end > start + 2,
      format?.end != end, !first.isDigit
    {
      add(String(decoding: bytes[start...end], as: UTF8.self), start..<(end + 1))
      return end + 1
    }
    // `100%sure` is a number and a word.
    if start > 0, bytes[start - 1].isDigit, format?.index == nil { return start + 1 }
    if first == UInt8(ascii: "n") {
      add("%n", start..<(start + 2))
      return start + 2
    }
    if let format {
      let index = format.index ?? next
      if format.index == nil {
        next += 1
        unnumbered += 1
      }
      add("%\(index)\(format.type)", start..<format.end)
      return format.end
    }
    return scanNumber(at: start)
  }

  /// Qt's `%1` and `%L1`.
  private mutating func scanNumber(at start: Int) -> Int {
    var end = start + 1
    if byte(end) == UInt8(ascii: "L") { end += 1 }
    let digits = end
    while let byte = byte(end), byte.isDigit, end < digits + 2 { end += 1 }
    guard end > digits else { return start + 1 }
    add("%" + String(decoding: bytes[digits..<end], as: UTF8.self), start..<end)
    return end
  }

  /// A format of `printf` (ISO C 7.21.6.1 and POSIX's `n$`; `@` of Apple's systems).
  private func formatEnd(from start: Int) -> (end: Int, index: Int?, type: Character)? {
    var index = start
    var number: Int?
    var digits = 0
    while let byte = byte(index + digits), byte.isDigit, digits < 3 { digits += 1 }
    if digits > 0, byte(index + digits) == UInt8(ascii: "$") {
      number = Int(String(decoding: bytes[index..<(index + digits)], as: UTF8.self))
      index += digits + 1
    }
    // A space is a flag as well, but `5 % discount` is no format.
    let flags = Array("-+#0,'".utf8)
    while let byte = byte(index), flags.contains(byte) { index += 1 }
    while let byte = byte(index), byte.isDigit || byte == UInt8(ascii: "*") { index += 1 }
    if byte(index) == UInt8(ascii: ".") {
      index += 1
      while let byte = byte(index), byte.isDigit || byte == UInt8(ascii: "*") { index += 1 }
    }
    let lengths = Array("hlLqjzt".utf8)
    while let byte = byte(index), lengths.contains(byte) { index += 1 }
    guard let conversion = byte(index) else { return nil }
    switch conversion {
    case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "u"): return (index + 1, number, "d")
    case UInt8(ascii: "e"), UInt8(ascii: "f"), UInt8(ascii: "g"): return (index + 1, number, "f")
    case UInt8(ascii: "s"), UInt8(ascii: "S"): return (index + 1, number, "s")
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "o"), UInt8(ascii: "c"),
      UInt8(ascii: "@"), UInt8(ascii: "b"):
      return (index + 1, number, Character(Unicode.Scalar(conversion)))
    default: return nil
    }
  }

  // MARK: Braces

  private mutating func scanBrace(at start: Int, depth: Int) -> Int {
    if byte(start + 1) == UInt8(ascii: "{") {
      guard let end = pairClose(from: start + 2) else { return start + 2 }
      let inside = String(decoding: bytes[(start + 2)..<end], as: UTF8.self)
      guard !inside.contains(where: { $0 == "{" || $0 == "}" }) else { return start + 2 }
      add("{{" + inside.whiteSpaceFolded, start..<(end + 2))
      return end + 2
    }
    let begin = skipSpace(from: start + 1)
    let end = endOfName(from: begin) ?? begin
    let after = skipSpace(from: end)
    let name = String(decoding: bytes[begin..<end], as: UTF8.self)
    let from = start > 0 && bytes[start - 1] == UInt8(ascii: "$") ? start - 1 : start
    switch byte(after) {
    case UInt8(ascii: "}"):
      if name.isEmpty {
        add("{\(next)", from..<(after + 1))
        next += 1
      } else {
        add("{\(name)", from..<(after + 1))
      }
      return after + 1
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "!"):
      guard !name.isEmpty else { return start + 1 }
      return scanArgument(name, from: from, at: after + 1, depth: depth)
    default: return start + 1
    }
  }

  /// The rest of `{name, type, style}`, or of the `{count, plural, one {…} other {…}}` whose branches
  /// are texts of their own.
  private mutating func scanArgument(_ name: String, from: Int, at start: Int, depth: Int) -> Int {
    let begin = skipSpace(from: start)
    let end = endOfName(from: begin) ?? begin
    let type = String(decoding: bytes[begin..<end], as: UTF8.self)
    guard ["plural", "select", "selectordinal"].contains(type), depth < Self.depthLimit else {
      guard let close = close(from: start) else { return start }
      add("{\(name)", from..<(close + 1))
      return close + 1
    }
    var index = end
    while let byte = byte(index), byte != UInt8(ascii: "}") {
      index = byte == UInt8(ascii: "{") ? scan(from: index + 1, depth: depth + 1) : index + 1
    }
    if spellings["{\(name)"] == nil { spellings["{\(name)"] = "{\(name)}" }
    return min(index + 1, bytes.count)
  }

  /// The offset of the next closing brace, unless it is too far.
  private mutating func close(from start: Int) -> Int? {
    nextClose = max(nextClose, start)
    while let byte = byte(nextClose), byte != UInt8(ascii: "}") { nextClose += 1 }
    return nextClose < bytes.count && nextClose - start <= Self.lengthLimit ? nextClose : nil
  }

  /// The offset of the next two closing braces, unless it is too far.
  private mutating func pairClose(from start: Int) -> Int? {
    nextPairClose = max(nextPairClose, start)
    while let byte = byte(nextPairClose),
      byte != UInt8(ascii: "}") || self.byte(nextPairClose + 1) != UInt8(ascii: "}")
    {
      nextPairClose += 1
    }
    let isThere = nextPairClose < bytes.count && nextPairClose - start <= Self.lengthLimit
    return isThere ? nextPairClose : nil
  }

  private func skipSpace(from start: Int) -> Int {
    var index = start
    while let byte = byte(index), byte == 0x20 || byte == 0x0A || byte == 0x09 { index += 1 }
    return index
  }

  /// The end of a name that begins at an offset; `nil` where none does.
  private func endOfName(from start: Int) -> Int? {
    var index = start
    while let byte = byte(index), byte.isNamePart, index < start + 80 { index += 1 }
    return index > start ? index : nil
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isNamePart: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
      || self == UInt8(ascii: "_") || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
  }
}
