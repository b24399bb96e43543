import FoundationEssentials

extension Data {
  /// Adds eight bytes, the lowest first.
  mutating func appendLittleEndian(_ value: UInt64) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }

  /// The bytes by eights, the lowest first; the last ones are left out where they are no eight.
  var littleEndianWords: [UInt64] {
    withUnsafeBytes { bytes in
      (0..<(bytes.count / 8)).map {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
      }
    }
  }
}
