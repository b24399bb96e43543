// Neither the standard library nor FoundationEssentials offers NFC to all.
@_spi(_Unicode) import Swift

/// Writes texts as they are compared for equality: in lower case, white space folded to single spaces
/// and none at the ends, composed (NFC, Unicode Standard Annex 15).
///
/// ASCII goes byte by byte, and so does what a table knows to be composed already; a text with
/// combining marks takes the long way.
struct FoldedText: Sendable {
  private(set) var bytes: [UInt8] = []

  /// By scalar value, filled as they come: 0 is not known yet, ``space``, ``uncertain``, or the scalar
  /// value in lower case.
  private var scalars: [UInt32] = []

  private static let space: UInt32 = .max
  private static let uncertain: UInt32 = .max - 1

  init() {}

  /// Takes back what was written.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Adds a byte that no text has.
  mutating func part() { bytes.append(0xFF) }

  mutating func append(_ text: String) {
    let start = bytes.count
    var text = text
    guard text.withUTF8({ append($0, after: start) }) else {
      bytes.removeLast(bytes.count - start)
      for scalar in text.lowercased().folded._nfc { bytes.append(contentsOf: scalar.utf8Bytes) }
      return
    }
    if bytes.count > start, bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
  }

  /// `false` where the text has to go the long way.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>, after start: Int) -> Bool {
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      if byte < 0x80 {
        offset += 1
        switch byte {
        case 0x09...0x0D, 0x20: appendSpace(after: start)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
        default: bytes.append(byte)
        }
        continue
      }
      let (value, length) = WordScanner.scalar(in: text, at: offset)
      offset += length
      let folded = folded(value)
      if folded == Self.uncertain { return false }
      if folded == Self.space {
        appendSpace(after: start)
      } else if let scalar = Unicode.Scalar(folded) {
        bytes.append(contentsOf: scalar.utf8Bytes)
      }
    }
    return true
  }

  private mutating func appendSpace(after start: Int) {
    if bytes.count > start, bytes.last != UInt8(ascii: " ") { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func folded(_ value: UInt32) -> UInt32 {
    if scalars.isEmpty { scalars = [UInt32](repeating: 0, count: 0x11_0000) }
    let known = scalars[Int(value)]
    if known != 0 { return known }
    let folded = Unicode.Scalar(value).map(Self.folded) ?? Self.uncertain
    scalars[Int(value)] = folded
    return folded
  }

  private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    let properties = scalar.properties
    if properties.isWhitespace { return space }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return uncertain
    default: break
    }
    let lower = properties.lowercaseMapping
    // Hangul's letters compose to syllables; joiners bind what is one character to a string.
    let isBound = properties.isGraphemeExtend || (0x1100...0x11FF).contains(scalar.value)
    guard !isBound, lower.unicodeScalars.count == 1, let first = lower.unicodeScalars.first,
      Array(String(scalar)._nfc) == [scalar], Array(lower._nfc) == [first]
    else { return uncertain }
    return first.value
  }
}

extension Unicode.Scalar {
  fileprivate var utf8Bytes: String.UTF8View { String(self).utf8 }
}
