/// Finds where the pieces of a text end that byte pairs are merged in: what the encodings' regular
/// expressions match, found by hand, because going through a text with them takes longer than all
/// else.
///
/// It holds pointers, and lives no longer than the call that lends them.
struct PieceScanner {
  /// Well-formed UTF-8.
  let bytes: UnsafePointer<UInt8>
  let count: Int
  /// The kind of each scalar value, 0 where it was not looked up yet.
  let kinds: UnsafeMutablePointer<UInt8>

  /// A character: its kind, and where the next one begins.
  struct Character {
    let kind: ScalarKind
    let end: Int
  }

  /// The end of the piece that begins at an offset.
  func end(ofPieceAt start: Int, in encoding: TokenEncoding) -> Int {
    switch encoding {
    case .o200k: endInO200k(start)
    case .cl100k: endInCL100k(start)
    }
  }

  /// The character at an offset that is in the text.
  @inline(__always)
  func character(at offset: Int) -> Character {
    let byte = bytes[offset]
    guard byte < 0x80 else { return wideCharacter(at: offset) }
    return Character(kind: kind(of: UInt32(byte)), end: offset + 1)
  }

  private func wideCharacter(at offset: Int) -> Character {
    let lead = UInt32(bytes[offset])
    let second = UInt32(bytes[offset + 1] & 0x3F)
    if lead < 0xE0 {
      return Character(kind: kind(of: (lead & 0x1F) << 6 | second), end: offset + 2)
    }
    let third = UInt32(bytes[offset + 2] & 0x3F)
    if lead < 0xF0 {
      return Character(kind: kind(of: (lead & 0xF) << 12 | second << 6 | third), end: offset + 3)
    }
    let fourth = UInt32(bytes[offset + 3] & 0x3F)
    let value = (lead & 7) << 18 | second << 12 | third << 6 | fourth
    return Character(kind: kind(of: value), end: offset + 4)
  }

  @inline(__always)
  private func kind(of value: UInt32) -> ScalarKind {
    let known = kinds[Int(value)]
    return known != 0 ? ScalarKind(rawValue: known) : lookUp(value)
  }

  @inline(never)
  private func lookUp(_ value: UInt32) -> ScalarKind {
    let kind = Unicode.Scalar(value).map { ScalarKind($0) } ?? .known
    kinds[Int(value)] = kind.rawValue
    return kind
  }

  /// The end of the characters of some kinds from an offset on.
  @inline(__always)
  func end(of wanted: ScalarKind, from start: Int) -> Int {
    var offset = start
    while offset < count {
      let next = character(at: offset)
      guard !next.kind.isDisjoint(with: wanted) else { break }
      offset = next.end
    }
    return offset
  }

  /// The end of the characters that are of none of some kinds.
  @inline(__always)
  func end(ofOtherThan unwanted: ScalarKind, from start: Int) -> Int {
    var offset = start
    while offset < count {
      let next = character(at: offset)
      guard next.kind.isDisjoint(with: unwanted) else { break }
      offset = next.end
    }
    return offset
  }

  /// The end of up to three digits: `\p{N}{1,3}`.
  func endOfNumber(after first: Character) -> Int {
    var offset = first.end
    for _ in 0..<2 where offset < count {
      let next = character(at: offset)
      guard next.kind.contains(.number) else { break }
      offset = next.end
    }
    return offset
  }

  /// The end of an English contraction at an offset, or the offset where there is none:
  /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)?`. The long s, U+017F, is an s to a pattern that ignores case.
  func endOfContraction(at offset: Int) -> Int {
    guard offset + 1 < count, bytes[offset] == UInt8(ascii: "'") else { return offset }
    let first = bytes[offset + 1] | 0x20
    let second = offset + 2 < count ? bytes[offset + 2] : 0
    switch first {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"):
      return offset + 2
    case UInt8(ascii: "r"), UInt8(ascii: "v"):
      return second | 0x20 == UInt8(ascii: "e") ? offset + 3 : offset
    case UInt8(ascii: "l"):
      return second | 0x20 == UInt8(ascii: "l") ? offset + 3 : offset
    default:
      return bytes[offset + 1] == 0xC5 && second == 0xBF ? offset + 3 : offset
    }
  }

  /// White space from an offset on, as the patterns part it.
  func space(from start: Int) -> Space {
    var space = Space(start: start)
    while space.end < count {
      let next = character(at: space.end)
      guard next.kind.contains(.space) else { break }
      space.last = space.end
      space.end = next.end
      if next.kind.contains(.newline) { space.endOfLines = next.end }
    }
    return space
  }

  /// A run of white space.
  struct Space {
    let start: Int
    var end: Int
    /// Where its last character begins.
    var last: Int
    /// The end of the last line break in it.
    var endOfLines: Int?

    init(start: Int) {
      self.start = start
      end = start
      last = start
    }

    /// The end of `\s+(?!\S)|\s+`: all but the last character, which the next word takes.
    func end(in count: Int) -> Int { end == count || last == start ? end : last }
  }
}
