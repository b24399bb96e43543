/// Finds most texts whose Jaccard index with another is at or above a threshold, in a time that grows
/// with their number alone: ``MinHashBands`` says how many.
struct BandIndex: CandidateIndex {
  private let sets: ShingleSets
  private let bands: MinHashBands

  private struct Posting {
    /// The hash of a band's rows, without the bits that chose its list.
    var hash: UInt32
    var text: Int32
    var next: Int32
  }
  private var heads: [Int32]
  private let shift: UInt64
  private var postings: [Posting] = []
  private var metBy: [Int32]

  private var signature = [UInt32](repeating: 0, count: MinHashBands.hashes)
  private var bandHashes: [UInt64] = []
  private var hashed = -1
  /// An odd number and another one for each hash of a signature.
  private let factors: [UInt32]
  private let masks: [UInt32]

  init(_ sets: ShingleSets, of texts: [Int], threshold: Double) {
    self.sets = sets
    bands = MinHashBands(threshold: threshold)
    let bits = min(max(Int.bitWidth - (texts.count * bands.bands).leadingZeroBitCount, 6), 26)
    shift = UInt64(64 - bits)
    heads = [Int32](repeating: -1, count: 1 << bits)
    metBy = [Int32](repeating: -1, count: sets.count)
    let numbers = (1...UInt64(MinHashBands.hashes)).map { Self.mixed($0) }
    factors = numbers.map { UInt32(truncatingIfNeeded: $0) | 1 }
    masks = numbers.map { UInt32(truncatingIfNeeded: $0 >> 32) }
  }

  mutating func candidates(of text: Int, into found: inout [Int]) {
    found.removeAll(keepingCapacity: true)
    hash(text)
    for hash in bandHashes {
      var next = heads[Int(hash >> shift)]
      while next >= 0 {
        let posting = postings[Int(next)]
        next = posting.next
        guard posting.hash == UInt32(truncatingIfNeeded: hash) else { continue }
        guard metBy[Int(posting.text)] != text else { continue }
        metBy[Int(posting.text)] = Int32(text)
        found.append(Int(posting.text))
      }
    }
  }

  mutating func insert(_ text: Int) {
    hash(text)
    for hash in bandHashes {
      let bucket = Int(hash >> shift)
      postings.append(
        Posting(hash: UInt32(truncatingIfNeeded: hash), text: Int32(text), next: heads[bucket]))
      heads[bucket] = Int32(postings.count - 1)
    }
  }

  private mutating func hash(_ text: Int) {
    guard hashed != text else { return }
    hashed = text
    sign(text)
    bandHashes.removeAll(keepingCapacity: true)
    for band in 0..<bands.bands {
      var hash = Self.mixed(UInt64(band))
      for row in 0..<bands.rows {
        hash = Self.mixed(hash ^ UInt64(signature[band * bands.rows + row]))
      }
      bandHashes.append(hash)
    }
  }

  /// For each hash function the least value that a shingle of the text has.
  private mutating func sign(_ text: Int) {
    let (range, count) = (sets.range(text), MinHashBands.hashes)
    signature.withUnsafeMutableBufferPointer { least in
      least.update(repeating: .max)
      sets.hashes.withUnsafeBufferPointer { hashes in
        factors.withUnsafeBufferPointer { factors in
          masks.withUnsafeBufferPointer { masks in
            for shingle in hashes[range] {
              let value = UInt32(truncatingIfNeeded: shingle >> 17)
              for index in 0..<count {
                let hash = (value ^ masks[index]) &* factors[index]
                least[index] = hash < least[index] ? hash : least[index]
              }
            }
          }
        }
      }
    }
  }

  /// SplitMix64 (Steele, Lea and Flood).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
