/// A word's hash, byte by byte (FNV-1a): words are counted and looked up without a string of each.
struct WordHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds a byte; capital letters of ASCII, Latin-1 and Cyrillic must come as small ones.
  mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  init() {}

  /// The hash of a word that is written in small letters.
  init(_ word: String) {
    for byte in word.utf8 { add(byte) }
  }
}
