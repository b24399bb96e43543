/// Finds who has a shingle, fast where nobody does: a bit filter stops the most of what is asked for
/// in vain.
struct ShingleLookUp {
  private var bits: [UInt64]
  private let filterShift: UInt64
  /// Sorted by shingle.
  private var owners: [(shingle: UInt64, place: Int32)] = []
  /// By the first bits of a shingle: where its owners begin.
  private var starts: [Int32]
  private let startShift: UInt64
  private var passed: [UInt64] = []

  /// - Parameter owners: shingles, and the place that each is in.
  init(_ owners: [(shingle: UInt64, place: Int32)]) {
    self.owners = owners.sorted { $0 < $1 }
    let bits = max(Int.bitWidth - owners.count.leadingZeroBitCount, 4)
    startShift = UInt64(64 - bits)
    starts = [Int32](repeating: 0, count: 1 << bits + 1)
    for owner in owners { starts[Int(owner.shingle >> startShift) + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
    // 64 bits for each shingle: one in 64 of the others is looked up for nothing.
    filterShift = UInt64(64 - bits - 6)
    self.bits = [UInt64](repeating: 0, count: 1 << bits)
    for owner in owners {
      let bit = owner.shingle >> filterShift
      self.bits[Int(bit >> 6)] |= 1 << (bit & 63)
    }
  }

  /// Calls a closure with every place that has one of some shingles, once for each.
  mutating func forEach(in shingles: UnsafeBufferPointer<UInt64>, _ found: (Int) -> Void) {
    let count = filter(shingles)
    for shingle in passed[..<count] {
      let bucket = Int(shingle >> startShift)
      for index in Int(starts[bucket])..<Int(starts[bucket + 1])
      where owners[index].shingle == shingle {
        found(Int(owners[index].place))
      }
    }
  }

  /// Leaves in ``passed`` the shingles that the filter lets through; returns how many. It asks
  /// nothing on the way, because which one passes cannot be foreseen.
  @inline(never)
  private mutating func filter(_ shingles: UnsafeBufferPointer<UInt64>) -> Int {
    if passed.count < shingles.count { passed = [UInt64](repeating: 0, count: shingles.count * 2) }
    let shift = filterShift
    return bits.withUnsafeBufferPointer { bits in
      passed.withUnsafeMutableBufferPointer { passed in
        var count = 0
        for shingle in shingles {
          let bit = shingle &>> shift
          passed[count] = shingle
          count &+= Int(truncatingIfNeeded: bits[Int(truncatingIfNeeded: bit &>> 6)] &>> bit & 1)
        }
        return count
      }
    }
  }
}
