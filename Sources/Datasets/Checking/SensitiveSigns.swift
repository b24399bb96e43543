/// Tells texts that may hold a secret or personal data from the many that cannot, in one pass.
enum SensitiveSigns {
  private enum Sign: UInt8 {
    case other, at, digit, joiner, letter, dash, escape
  }

  private static let signs: [UInt8] = (UInt8.min...UInt8.max).map { byte in
    let sign: Sign =
      switch byte {
      case UInt8(ascii: "@"): .at
      case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
      case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "."),
        UInt8(ascii: "/"), UInt8(ascii: "+"):
        .joiner
      case UInt8(ascii: "-"): .dash
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"):
        .letter
      case UInt8(ascii: "\\"): .escape
      default: .other
      }
    return sign.rawValue
  }

  /// The shortest run of letters, digits, `-` and `_` that a key is written with.
  private static let key = 20
  /// The fewest digits of a telephone number.
  private static let telephone = 8

  /// Whether there is an `@`, a run as long as a key's, five dashes, a character written `\u00..`, or
  /// digits enough for a telephone number with nothing else between them.
  static func stand(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    signs.withUnsafeBufferPointer { signs in
      var run = 0
      var dashes = 0
      var digits = 0
      for byte in bytes {
        switch Sign(rawValue: signs[Int(byte)]) ?? .other {
        case .at: return true
        case .digit:
          run += 1
          dashes = 0
          digits += 1
        case .dash:
          run += 1
          dashes += 1
        case .letter:
          run += 1
          dashes = 0
          digits = 0
        case .joiner:
          run = 0
          dashes = 0
        case .escape, .other:
          run = 0
          dashes = 0
          digits = 0
        }
        if run >= key || digits >= telephone || dashes == 5 { return true }
      }
      return false
    }
  }
}
