import FoundationEssentials

/// The tokens of a rank file, in the order of their ranks. The file's digest was checked before, so
/// that it is read without looking for mistakes.
struct RankLines {
  /// The tokens' bytes, one after another, with eight zeros behind them.
  private(set) var blob: [UInt8] = []
  /// Where each token begins, and where the last one ends.
  private(set) var starts: [UInt32] = [0]

  init(_ data: Data) {
    blob.reserveCapacity(data.count / 2)
    starts.reserveCapacity(data.count / 16)
    data.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        offset = read(bytes, from: offset)
      }
    }
    blob += [UInt8](repeating: 0, count: 8)
  }

  /// Reads a line; returns where the next one begins.
  private mutating func read(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var offset = start
    var bits: UInt32 = 0
    var held = 0
    while offset < bytes.count, bytes[offset] != UInt8(ascii: " ") {
      if let value = Self.value(bytes[offset]) {
        bits = bits << 6 | UInt32(value)
        held += 6
        if held >= 8 {
          held -= 8
          blob.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
        }
      }
      offset += 1
    }
    starts.append(UInt32(blob.count))
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    return offset + 1
  }

  /// The six bits of a Base64 digit (RFC 4648); `nil` for the padding.
  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
