/// Looks byte strings up in a rank table.
///
/// It holds pointers, and lives no longer than the call that lends them.
struct RankSearch {
  let blob: UnsafePointer<UInt8>
  let starts: UnsafePointer<UInt32>
  let slots: UnsafePointer<TokenRanks.Slot>
  let mask: Int

  /// No token, and the rank of a pair that is none.
  static let none = UInt32.max
  /// The longest token is 128 spaces.
  static let longest = 128

  /// The token that bytes are, or ``none``.
  func token(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    guard length <= Self.longest else { return Self.none }
    let key = Self.key(bytes, length)
    var index = Self.place(of: key, length) & mask
    while true {
      let slot = slots[index]
      if slot.token == Self.none { return Self.none }
      if slot.key == key, Int(slot.length) == length,
        length <= 8 || isEqual(bytes, length, to: slot.token)
      {
        return slot.token
      }
      index = (index + 1) & mask
    }
  }

  private func isEqual(_ bytes: UnsafePointer<UInt8>, _ length: Int, to token: UInt32) -> Bool {
    let other = blob + Int(starts[Int(token)])
    var offset = 0
    while offset + 8 <= length {
      guard Self.eight(bytes + offset) == Self.eight(other + offset) else { return false }
      offset += 8
    }
    return Self.eight(bytes + length - 8) == Self.eight(other + length - 8)
  }

  /// Up to eight bytes as they are; of more, a hash.
  @inline(__always)
  static func key(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    guard length > 8 else { return packed(bytes, length) }
    var hash = UInt64(length)
    var offset = 0
    while offset + 8 < length {
      hash = mixed(hash ^ eight(bytes + offset))
      offset += 8
    }
    return mixed(hash ^ eight(bytes + length - 8))
  }

  /// Where the search for a key begins.
  @inline(__always)
  static func place(of key: UInt64, _ length: Int) -> Int {
    Int(truncatingIfNeeded: mixed(key ^ UInt64(length) << 56) >> 24)
  }

  /// One to eight bytes, the rest 0.
  @inline(__always)
  static func packed(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    if length == 8 { return eight(bytes) }
    if length >= 4 {
      let low = UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self)
      let high = UnsafeRawPointer(bytes + length - 4).loadUnaligned(as: UInt32.self)
      return UInt64(low) | UInt64(high) << UInt64((length - 4) * 8)
    }
    var value: UInt64 = 0
    for offset in 0..<length { value |= UInt64(bytes[offset]) << UInt64(offset * 8) }
    return value
  }

  @inline(__always)
  private static func eight(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
  }

  /// Spreads a value's bits (the multiplier of SplitMix64).
  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* 0xBF58_476D_1CE4_E5B9
    return product ^ (product >> 29)
  }
}
