/// Compares a few texts with all others at once: one pass over everybody's shingles, of which a bit
/// filter lets through those that the few have.
struct ShingleScan {
  /// A text that another one is alike to.
  struct Partner {
    var text: Int
    var jaccard: Double
  }

  /// For each of the few, those alike to it.
  private(set) var partners: [Int: [Partner]] = [:]

  /// - Parameters:
  ///   - few: texts of `all`.
  ///   - threshold: the least index of partners.
  init(_ sets: ShingleSets, for few: [Int], among all: [Int], threshold: Double) {
    let wanted = WantedShingles(sets, few)
    var shared = [Int32](repeating: 0, count: few.count)
    var met: [Int] = []
    sets.hashes.withUnsafeBufferPointer { hashes in
      wanted.withLookUp { lookUp in
        for text in all {
          for hash in hashes[sets.range(text)] {
            lookUp(hash) { place in
              if shared[place] == 0 { met.append(place) }
              shared[place] += 1
            }
          }
          for place in met {
            let both = Int(shared[place])
            shared[place] = 0
            let jaccard = Double(both) / Double(sets.size(text) + sets.size(few[place]) - both)
            if jaccard >= threshold, few[place] != text {
              partners[few[place], default: []].append(Partner(text: text, jaccard: jaccard))
            }
          }
          met.removeAll(keepingCapacity: true)
        }
      }
    }
  }
}

/// The shingles of a few texts, and which of them has each.
private struct WantedShingles {
  private var filter: [UInt64]
  private let filterShift: UInt64
  /// Sorted by shingle.
  private var owners: [(shingle: UInt64, place: Int32)] = []
  /// By the first bits of a shingle: where its owners begin.
  private var starts: [Int32]
  private let startShift: UInt64

  init(_ sets: ShingleSets, _ few: [Int]) {
    for (place, text) in few.enumerated() {
      for shingle in sets.hashes[sets.range(text)] { owners.append((shingle, Int32(place))) }
    }
    owners.sort { $0 < $1 }
    let bits = max(Int.bitWidth - owners.count.leadingZeroBitCount, 4)
    startShift = UInt64(64 - bits)
    starts = [Int32](repeating: 0, count: 1 << bits + 1)
    for owner in owners { starts[Int(owner.shingle >> startShift) + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
    // Sixteen bits for each shingle: one in sixteen of the others is looked up for nothing.
    filterShift = UInt64(64 - bits - 4)
    filter = [UInt64](repeating: 0, count: max(1 << (bits + 4) / 64, 1))
    for owner in owners {
      let bit = owner.shingle >> filterShift
      filter[Int(bit >> 6)] |= 1 << (bit & 63)
    }
  }

  /// Calls a closure with a function that calls another one with every place that has a shingle.
  @inline(__always)
  func withLookUp(_ body: ((UInt64, (Int) -> Void) -> Void) -> Void) {
    filter.withUnsafeBufferPointer { filter in
      owners.withUnsafeBufferPointer { owners in
        starts.withUnsafeBufferPointer { starts in
          body { shingle, found in
            let bit = shingle >> filterShift
            guard filter[Int(bit >> 6)] >> (bit & 63) & 1 != 0 else { return }
            let bucket = Int(shingle >> startShift)
            for index in Int(starts[bucket])..<Int(starts[bucket + 1])
            where owners[index].shingle == shingle {
              found(Int(owners[index].place))
            }
          }
        }
      }
    }
  }
}
