/// The different words of a segment, numbered in the order they came: n-grams are then of integers.
struct WordTable {
  private struct Slot {
    var generation: UInt32 = 0
    var hash: UInt32 = 0
    var word: UInt32 = 0
  }

  /// The number of a word that the table does not have.
  static let unknown = UInt32.max

  private var slots = [Slot](repeating: Slot(), count: 256)
  private var mask = 255
  private var generation: UInt32 = 1
  /// The words one after the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// How many different words there are.
  var count: Int { ends.count }

  /// Forgets all words.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    generation &+= 1
    // A table that one long segment made large would miss the cache ever after.
    if slots.count > 4_096 || generation == 0 {
      slots = [Slot](repeating: Slot(), count: 256)
      (mask, generation) = (255, 1)
    }
  }

  /// The number of a word, which it is given where it has none.
  @inline(__always)
  mutating func number(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = Self.hash(word)
    var index = Int(hash) & mask
    while slots[index].generation == generation {
      if slots[index].hash == hash, holds(word, at: Int(slots[index].word)) {
        return slots[index].word
      }
      index = (index + 1) & mask
    }
    let number = UInt32(ends.count)
    slots[index] = Slot(generation: generation, hash: hash, word: number)
    bytes.append(contentsOf: word)
    ends.append(bytes.count)
    if ends.count * 2 > slots.count { grow() }
    return number
  }

  /// The number of a word, or ``unknown``.
  @inline(__always)
  func find(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = Self.hash(word)
    var index = Int(hash) & mask
    while slots[index].generation == generation {
      if slots[index].hash == hash, holds(word, at: Int(slots[index].word)) {
        return slots[index].word
      }
      index = (index + 1) & mask
    }
    return Self.unknown
  }

  @inline(__always)
  private func holds(_ word: UnsafeBufferPointer<UInt8>, at number: Int) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - start == word.count else { return false }
    for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
    return true
  }

  private mutating func grow() {
    let held = slots.filter { $0.generation == generation }
    slots = [Slot](repeating: Slot(), count: slots.count * 2)
    mask = slots.count - 1
    for slot in held {
      var index = Int(slot.hash) & mask
      while slots[index].generation == generation { index = (index + 1) & mask }
      slots[index] = slot
    }
  }

  /// FNV-1a (Fowler, Noll and Vo), its upper half: words are short.
  @inline(__always)
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
