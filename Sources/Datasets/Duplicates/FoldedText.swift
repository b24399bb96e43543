// Neither the standard library nor FoundationEssentials offers NFC to all.
@_spi(_Unicode) import Swift

/// Writes texts as they are compared for equality: in lower case, white space folded to single spaces
/// and none at the ends, composed (NFC, Unicode Standard Annex 15).
///
/// ASCII goes byte by byte, and so does what a table knows to be composed already; a text with
/// combining marks takes the long way.
struct FoldedText: Sendable {
  /// What was written is its first ``count`` bytes.
  private var buffer: [UInt8] = []
  private var count = 0

  /// By byte: ``wide`` begins a longer character, all else is written as it says.
  private let ascii: [UInt8]
  /// By scalar value, filled as they come: 0 is not known yet, ``space``, ``uncertain``, or the scalar
  /// value in lower case.
  private var scalars: [UInt32] = []

  private static let wide: UInt8 = 0xFF
  private static let blank = UInt8(ascii: " ")
  private static let space: UInt32 = .max
  private static let uncertain: UInt32 = .max - 1

  init() {
    ascii = (UInt8.min...UInt8.max).map { byte in
      switch byte {
      case 0x09...0x0D, Self.blank: Self.blank
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case 0x80...: Self.wide
      default: byte
      }
    }
  }

  /// What was written.
  var bytes: ArraySlice<UInt8> { buffer[..<count] }

  /// Takes back what was written.
  mutating func clear() { count = 0 }

  /// Adds a byte that no text has.
  mutating func part() {
    reserve(1)
    buffer[count] = Self.wide
    count += 1
  }

  mutating func append(_ text: String) {
    let start = count
    var text = text
    guard !text.withUTF8({ append($0) }) else { return }
    count = start
    // Composed first: lower case alone does not keep equivalent texts equivalent.
    // White space is folded by scalar value, as below: a character may hold some behind a sign.
    let folded = text.composed.lowercased().unicodeScalars
      .split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ").composed.utf8
    reserve(folded.count)
    for byte in folded {
      buffer[count] = byte
      count += 1
    }
  }

  private mutating func reserve(_ more: Int) {
    guard buffer.count < count + more else { return }
    buffer.append(contentsOf: repeatElement(0, count: max(more, buffer.count)))
  }

  /// `false` where the text has to go the long way.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // No character's lower case has more than one and a half times its bytes.
    reserve(text.count * 2)
    // Taken out, so that both can be changed at once.
    var buffer = buffer
    self.buffer = []
    defer { self.buffer = buffer }
    let end = buffer.withUnsafeMutableBufferPointer { buffer in
      fold(text, into: buffer, from: count)
    }
    guard let end else { return false }
    count = end
    return true
  }

  /// Returns where the text ends; `nil` where it has to go the long way.
  private mutating func fold(
    _ text: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>,
    from start: Int
  ) -> Int? {
    let ascii = ascii
    return ascii.withUnsafeBufferPointer { table -> Int? in
      var offset = 0
      var end = start
      while offset < text.count {
        let byte = table[Int(text[offset])]
        guard byte == Self.wide else {
          offset += 1
          // A blank at the start or behind another one is written over.
          buffer[end] = byte
          let isFolded = byte == Self.blank && (end == start || buffer[end - 1] == Self.blank)
          end += isFolded ? 0 : 1
          continue
        }
        let (value, length) = WordScanner.scalar(in: text, at: offset)
        offset += length
        let folded = folded(value)
        guard folded != Self.uncertain else { return nil }
        if folded == Self.space {
          if end > start, buffer[end - 1] != Self.blank {
            buffer[end] = Self.blank
            end += 1
          }
        } else if let bytes = Unicode.Scalar(folded).flatMap(UTF8.encode) {
          for byte in bytes {
            buffer[end] = byte
            end += 1
          }
        }
      }
      return end > start && buffer[end - 1] == Self.blank ? end - 1 : end
    }
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

extension String {
  /// In NFC.
  fileprivate var composed: String {
    var scalars = UnicodeScalarView()
    scalars.append(contentsOf: _nfc)
    return String(scalars)
  }
}
