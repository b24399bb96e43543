import FoundationEssentials

/// The encodings a document may come in. Everything else is refused: a declared UTF-7 would turn
/// plain text into markup that no one sees in the bytes.
enum TextEncoding: Equatable {
  case utf8, utf16LittleEndian, utf16BigEndian, latin1, latin9, windows1252

  /// An encoding by its label (WHATWG Encoding, 4.2, for the encodings that are allowed).
  init?(label: String) {
    switch label.lowercased() {
    case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
    case "iso-8859-1", "latin1", "iso8859-1", "iso_8859-1", "l1": self = .latin1
    case "iso-8859-15", "latin9", "iso8859-15", "l9": self = .latin9
    case "windows-1252", "cp1252", "x-cp1252": self = .windows1252
    default: return nil
    }
  }

  var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
    case .latin1: "ISO-8859-1"
    case .latin9: "ISO-8859-15"
    case .windows1252: "windows-1252"
    }
  }

  static func byteOrderMark(of data: Data) -> (encoding: TextEncoding, length: Int)? {
    if data.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if data.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if data.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// Whether the bytes begin as markup in UTF-16 does: `<` and a zero byte, in either order.
  static func looksLikeUnmarkedUTF16(_ data: Data) -> Bool {
    data.starts(with: [0x3C, 0x00]) || data.starts(with: [0x00, 0x3C])
  }

  /// What an XML declaration or an HTML `meta` in the first kilobyte says.
  static func declaredLabel(in data: Data) -> String? {
    // In ASCII's lower case: labels and the names before them know no other.
    let head = Array(data.prefix(1024)).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if head.starts(with: "<?xml".utf8) {
      guard let end = place(of: "?>", in: head[...]) else { return nil }
      return value(after: "encoding", in: head[..<end])
    }
    var rest = head[...]
    while let meta = place(of: "<meta", in: rest) {
      rest = rest[(meta + 5)...]
      let tag = rest.prefix { $0 != UInt8(ascii: ">") }
      if let label = value(after: "charset", in: tag) { return label }
    }
    return nil
  }

  private static func place(of word: StaticString, in text: ArraySlice<UInt8>) -> Int? {
    let word = unsafe UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard let first = unsafe word.first else { return nil }
    var next = text.startIndex
    while next + word.count <= text.endIndex {
      if text[next] == first, unsafe text[next...].starts(with: word) { return next }
      next += 1
    }
    return nil
  }

  /// The label in `name = "label"`, quoted or not.
  private static func value(after name: StaticString, in text: ArraySlice<UInt8>) -> String? {
    guard let found = place(of: name, in: text) else { return nil }
    let rest = text[(found + name.utf8CodeUnitCount)...].drop { $0 <= 0x20 }
    guard rest.first == UInt8(ascii: "=") else { return nil }
    let value = rest.dropFirst().drop { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }
    let label = value.prefix { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || "-_.:+".utf8.contains(byte)
    }
    return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
  }

  /// The text of bytes; `nil` where they are not of this encoding.
  func decode(_ bytes: Data.SubSequence) -> String? {
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .utf16LittleEndian, .utf16BigEndian:
      guard bytes.count.isMultiple(of: 2) else { return nil }
      let flat = Array(bytes)
      let units = stride(from: 0, to: flat.count, by: 2).map { index in
        let pair = (UInt16(flat[index]), UInt16(flat[index + 1]))
        return self == .utf16LittleEndian ? pair.1 << 8 | pair.0 : pair.0 << 8 | pair.1
      }
      return String(validating: units, as: UTF16.self)
    case .latin1, .latin9, .windows1252:
      let special = specialScalars
      var text = String.UnicodeScalarView()
      for byte in bytes { text.append(special[byte] ?? Unicode.Scalar(byte)) }
      return String(text)
    }
  }

  /// Where an encoding of one byte a character differs from ISO-8859-1.
  private var specialScalars: [UInt8: Unicode.Scalar] {
    switch self {
    case .utf8, .utf16LittleEndian, .utf16BigEndian, .latin1: [:]
    case .latin9:
      [
        0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
      ]
    case .windows1252:
      [
        0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ",
        0x89: "‰", 0x8A: "Š", 0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“",
        0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›",
        0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
      ]
    }
  }
}
