extension CanonicalJSON {
  /// Appends a string to a line of JSON, as ``line(_:)`` writes it, quotation marks and all: where
  /// there are thousands of lines of one shape, their texts are what costs.
  public static func append(_ text: String, to line: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      line.append(0x22)
      var start = 0
      for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
        line.append(contentsOf: bytes[start..<index])
        line.append(0x5C)
        if let letter = escape(of: byte) {
          line.append(letter)
        } else {
          let digits = Array("0123456789abcdef".utf8)
          line.append(contentsOf: "u00".utf8)
          line.append(digits[Int(byte >> 4)])
          line.append(digits[Int(byte & 15)])
        }
        start = index + 1
      }
      line.append(contentsOf: bytes[start...])
      line.append(0x22)
    }
  }

  /// The letter that stands for a character behind a backslash (RFC 8259, 7).
  private static func escape(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x22, 0x5C: byte
    case 0x08: UInt8(ascii: "b")
    case 0x09: UInt8(ascii: "t")
    case 0x0A: UInt8(ascii: "n")
    case 0x0C: UInt8(ascii: "f")
    case 0x0D: UInt8(ascii: "r")
    default: nil
    }
  }
}
