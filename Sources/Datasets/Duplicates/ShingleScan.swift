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
  ///   - sets: where they are.
  ///   - few: texts of `all`.
  ///   - all: whom they are compared with.
  ///   - threshold: the least index of partners.
  init(_ sets: ShingleSets, for few: [Int], among all: [Int], threshold: Double) {
    var wanted = ShingleLookUp(
      few.enumerated().flatMap { place, text in
        sets.hashes[sets.range(text)].map { ($0, Int32(place)) }
      })
    var shared = [Int32](repeating: 0, count: few.count)
    var met: [Int] = []
    sets.hashes.withUnsafeBufferPointer { hashes in
      for text in all {
        wanted.forEach(in: UnsafeBufferPointer(rebasing: hashes[sets.range(text)])) { place in
          if shared[place] == 0 { met.append(place) }
          shared[place] += 1
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
