/// Tokenises as NIST's mteval-v13a does, the way sacrebleu writes it: a few replacements one after the
/// other, here on bytes. A byte that is no ASCII character is part of a letter.
struct MTEval13aTokenizer {
  private var bytes: [UInt8] = []
  private var next: [UInt8] = []

  /// Parts a text into tokens with white space between them.
  mutating func tokenize(_ text: inout String) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(space)
    text.withUTF8 { utf8 in
      let end = Whitespace.end(of: utf8)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[..<end]))
    }
    clean()
    bytes.append(space)
    partSymbols()
    partPointsAfterLetters()
    partPointsBeforeLetters()
    partDashesAfterDigits()
  }

  /// Calls with the tokens and the white space between them.
  @inline(__always)
  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer(body)
  }

  private let space = UInt8(ascii: " ")

  /// Undoes what mteval's own files escape.
  private mutating func clean() {
    if bytes.contains(UInt8(ascii: "<")) { replace("<skipped>", with: "") }
    if bytes.contains(UInt8(ascii: "\n")) {
      replace("-\n", with: "")
      replace("\n", with: " ")
    }
    guard bytes.contains(UInt8(ascii: "&")) else { return }
    for (entity, character) in [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")] {
      replace(entity, with: character)
    }
  }

  private mutating func replace(_ pattern: String, with replacement: String) {
    let (pattern, replacement) = (Array(pattern.utf8), Array(replacement.utf8))
    next.removeAll(keepingCapacity: true)
    var index = 0
    while index < bytes.count {
      if bytes[index] == pattern[0], bytes[index...].starts(with: pattern) {
        next.append(contentsOf: replacement)
        index += pattern.count
      } else {
        next.append(bytes[index])
        index += 1
      }
    }
    swap(&bytes, &next)
  }

  /// Space on both sides of each ASCII symbol other than `'`, `,`, `-` and `.`.
  private mutating func partSymbols() {
    next.removeAll(keepingCapacity: true)
    for byte in bytes {
      if Self.isSymbol[Int(byte)] {
        next.append(space)
        next.append(byte)
        next.append(space)
      } else {
        next.append(byte)
      }
    }
    swap(&bytes, &next)
  }

  /// `([^0-9])([\.,])` becomes `\1 \2 `.
  private mutating func partPointsAfterLetters() {
    part(spaceFirst: false) { first, second in !Self.isDigit(first) && Self.isPoint(second) }
  }

  /// `([\.,])([^0-9])` becomes ` \1 \2`.
  private mutating func partPointsBeforeLetters() {
    part(spaceFirst: true) { first, second in Self.isPoint(first) && !Self.isDigit(second) }
  }

  /// `([0-9])(-)` becomes `\1 \2 `.
  private mutating func partDashesAfterDigits() {
    part(spaceFirst: false) { first, second in Self.isDigit(first) && second == UInt8(ascii: "-") }
  }

  /// Puts spaces into each pair that is found; what belongs to a pair begins no other.
  @inline(__always)
  private mutating func part(spaceFirst: Bool, where isPair: (UInt8, UInt8) -> Bool) {
    next.removeAll(keepingCapacity: true)
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      index += 1
      guard index < bytes.count, isPair(first, bytes[index]) else {
        next.append(first)
        continue
      }
      let second = bytes[index]
      index += 1
      if spaceFirst { next.append(space) }
      next.append(first)
      next.append(space)
      next.append(second)
      if !spaceFirst { next.append(space) }
    }
    swap(&bytes, &next)
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  private static func isPoint(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x2C }

  private static let isSymbol: [Bool] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x20...0x26, 0x28...0x2B, 0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
