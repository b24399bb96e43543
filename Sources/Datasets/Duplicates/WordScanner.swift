/// Finds the words of texts: runs of letters and numbers, compared in lower case. What combines with
/// a letter belongs to its word.
///
/// It goes through the bytes, ASCII by a table; what a scalar value of any other script is, Unicode
/// says once and a table keeps.
struct WordScanner {
  /// A word, by the hash of its letters in lower case.
  struct Word: Hashable {
    var hash: UInt64
    /// Where it stands in the text's UTF-8.
    var start: Int
    var end: Int
  }

  /// By byte: 0 parts words, ``wide`` begins a longer character, all else is the letter in lower case.
  private let ascii: [UInt8]
  /// By scalar value, filled as they come: 0 is not known yet.
  private var scalars: [UInt32] = []

  private static let wide: UInt8 = 255

  private enum Mark {
    /// Parts words.
    static let separator: UInt32 = 1 << 30
    /// Goes on with a word, and begins none.
    static let extender: UInt32 = 2 << 30
    /// A letter or number; the low bits are the scalar value in lower case.
    static let letter: UInt32 = 3 << 30
    static let kind: UInt32 = 3 << 30
  }

  init() {
    ascii = (UInt8.min...UInt8.max).map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case 0x80...: Self.wide
      default: 0
      }
    }
  }

  /// The words of a text, in their order.
  mutating func words(of text: String) -> [Word] {
    var words: [Word] = []
    scan(text) { hash, start, end in words.append(Word(hash: hash, start: start, end: end)) }
    return words
  }

  /// Calls a closure with each word's hash, start and end.
  @inline(__always)
  mutating func scan(_ text: String, _ found: (UInt64, Int, Int) -> Void) {
    var text = text
    text.withUTF8 { scan($0, found) }
  }

  @inline(__always)
  private mutating func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ found: (UInt64, Int, Int) -> Void
  ) {
    let ascii = ascii
    ascii.withUnsafeBufferPointer { table in
      var offset = 0
      while offset < bytes.count {
        var letter = table[Int(bytes[offset])]
        guard letter != 0 else {
          offset += 1
          continue
        }
        let start = offset
        var hash = Self.basis
        repeat {
          if letter != Self.wide {
            hash = Self.mixed(hash, UInt32(letter))
            offset += 1
          } else {
            let end = append(bytes, at: offset, goingOn: offset > start, to: &hash)
            guard end > offset else { break }
            offset = end
          }
          letter = offset < bytes.count ? table[Int(bytes[offset])] : 0
        } while letter != 0
        if offset > start {
          found(hash, start, offset)
        } else {
          offset += Self.scalar(in: bytes, at: offset).length
        }
      }
    }
  }

  /// Mixes a character of more than one byte into a word's hash where it is part of it; returns where
  /// it ends, or where it begins if it is not.
  private mutating func append(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, goingOn: Bool, to hash: inout UInt64
  ) -> Int {
    let scalar = Self.scalar(in: bytes, at: offset)
    let mark = mark(of: scalar.value)
    let kind = mark & Mark.kind
    guard kind == Mark.letter || (kind == Mark.extender && goingOn) else { return offset }
    hash = Self.mixed(hash, mark & ~Mark.kind)
    if scalar.value == Self.dottedI { hash = Self.mixed(hash, 0x307) }
    return offset + scalar.length
  }

  /// The one letter whose lower case is two scalar values: an i, and a dot above.
  private static let dottedI: UInt32 = 0x130

  // FNV-1a (Fowler, Noll and Vo) over scalar values.
  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  private static func mixed(_ hash: UInt64, _ value: UInt32) -> UInt64 {
    (hash ^ UInt64(value)) &* 0x100_0000_01B3
  }

  /// The scalar value of more than one byte at an offset of well-formed UTF-8.
  @inline(__always)
  static func scalar(
    in bytes: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> (value: UInt32, length: Int) {
    let lead = UInt32(bytes[offset])
    let second = UInt32(bytes[offset + 1] & 0x3F)
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
    let third = UInt32(bytes[offset + 2] & 0x3F)
    if lead < 0xF0 { return ((lead & 0xF) << 12 | second << 6 | third, 3) }
    let fourth = UInt32(bytes[offset + 3] & 0x3F)
    return ((lead & 7) << 18 | second << 12 | third << 6 | fourth, 4)
  }

  private mutating func mark(of value: UInt32) -> UInt32 {
    if scalars.isEmpty { scalars = [UInt32](repeating: 0, count: 0x11_0000) }
    let known = scalars[Int(value)]
    if known != 0 { return known }
    let mark = Unicode.Scalar(value).map(Self.mark) ?? Mark.separator
    scalars[Int(value)] = mark
    return mark
  }

  private static func mark(of scalar: Unicode.Scalar) -> UInt32 {
    let properties = scalar.properties
    if properties.isGraphemeExtend || properties.generalCategory == .spacingMark {
      return Mark.extender | scalar.value
    }
    guard properties.isAlphabetic || properties.numericType != nil else { return Mark.separator }
    let lower = properties.lowercaseMapping.unicodeScalars.first ?? scalar
    return Mark.letter | lower.value
  }
}
