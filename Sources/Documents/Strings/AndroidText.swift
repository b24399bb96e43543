/// A text of an Android resource, as the program shows it (Android's "String resources": formatting
/// and styling).
struct AndroidText {
  /// The text, its escapes and quotes resolved.
  let text: String
  /// Whether an apostrophe stands in it that the resource compiler takes for a quote.
  private(set) var hasBareApostrophe = false

  init(_ written: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(written.utf8.count)
    var isQuoted = false
    var rest = Array(written.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\\"): Self.appendEscaped(&rest, to: &bytes)
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "'"):
        if !isQuoted { hasBareApostrophe = true }
        bytes.append(byte)
      default: bytes.append(byte)
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  private static func appendEscaped(_ rest: inout ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    guard let byte = rest.popFirst() else { return }
    switch byte {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"):
      let digits = rest.prefix(4)
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
      guard digits.count == 4, let scalar = code.flatMap(Unicode.Scalar.init) else {
        bytes.append(byte)
        return
      }
      bytes += Array(String(scalar).utf8)
      rest = rest.dropFirst(4)
    default: bytes.append(byte)
    }
  }
}
