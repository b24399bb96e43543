import FoundationEssentials

extension Data {
  /// Adds eight bytes for each number, the lowest first.
  mutating func appendLittleEndian(_ values: [UInt64]) {
    values.map { $0.littleEndian }.withUnsafeBytes { append(contentsOf: $0) }
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
