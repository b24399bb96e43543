/// The tokens of short pieces that are no token themselves, so that a word met again is not merged
/// again. A piece takes the place of another one that falls on it.
struct PieceCache {
  /// The longest piece kept, and the most tokens of one.
  static let longest = 15
  static let mostTokens = 4

  private struct Entry {
    /// The piece's bytes, and their number in the last: nothing else is equal to it.
    var low: UInt64 = 0
    var high: UInt64 = 0
    var tokens = (RankSearch.none, RankSearch.none, RankSearch.none, RankSearch.none)
  }

  private static let size = 1 << 13
  private var entries = [Entry](repeating: Entry(), count: PieceCache.size)

  /// Adds the tokens of a piece of up to ``longest`` bytes; `false` where it is not kept.
  func append(_ bytes: UnsafePointer<UInt8>, _ length: Int, to tokens: inout [UInt32]) -> Bool {
    let (low, high) = Self.key(bytes, length)
    return entries.withUnsafeBufferPointer { entries in
      let entry = entries[Self.place(low, high)]
      guard entry.low == low, entry.high == high else { return false }
      tokens.append(entry.tokens.0)
      tokens.append(entry.tokens.1)
      guard entry.tokens.2 != RankSearch.none else { return true }
      tokens.append(entry.tokens.2)
      if entry.tokens.3 != RankSearch.none { tokens.append(entry.tokens.3) }
      return true
    }
  }

  /// Keeps a piece with its tokens, of which there are two at least.
  mutating func keep(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ tokens: ArraySlice<UInt32>) {
    guard (2...Self.mostTokens).contains(tokens.count) else { return }
    let (low, high) = Self.key(bytes, length)
    func token(_ index: Int) -> UInt32 {
      index < tokens.count ? tokens[tokens.startIndex + index] : RankSearch.none
    }
    entries[Self.place(low, high)] = Entry(
      low: low, high: high, tokens: (token(0), token(1), token(2), token(3)))
  }

  @inline(__always)
  private static func key(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> (UInt64, UInt64) {
    let low = RankSearch.packed(bytes, min(length, 8))
    let high = length > 8 ? RankSearch.packed(bytes + 8, length - 8) : 0
    return (low, high | UInt64(length) << 56)
  }

  @inline(__always)
  private static func place(_ low: UInt64, _ high: UInt64) -> Int {
    let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
    return Int(truncatingIfNeeded: mixed >> 48) & (size - 1)
  }
}
