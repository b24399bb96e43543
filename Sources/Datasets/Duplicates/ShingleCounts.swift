/// About how many texts each shingle stands in: never fewer than it does, at times more, where two
/// shingles share a counter.
struct ShingleCounts {
  private var counters: [UInt8]
  private let shift: UInt64

  /// - Parameters:
  ///   - sets: where they are.
  ///   - texts: whose shingles are counted.
  init(_ sets: ShingleSets, of texts: some Sequence<Int>) {
    let texts = Array(texts)
    let total = texts.reduce(0) { $0 + sets.size($1) }
    // Four counters for each shingle, up to 64 MiB of them.
    let bits = min(max(Int.bitWidth - total.leadingZeroBitCount + 2, 8), 26)
    let shift = UInt64(64 - bits)
    self.shift = shift
    counters = [UInt8](repeating: 0, count: 1 << bits)
    counters.withUnsafeMutableBufferPointer { counters in
      sets.hashes.withUnsafeBufferPointer { hashes in
        for text in texts {
          for hash in hashes[sets.range(text)] {
            let count = counters[Int(hash >> shift)]
            counters[Int(hash >> shift)] = count == .max ? .max : count + 1
          }
        }
      }
    }
  }

  /// Calls a closure with a function from shingle to count, as fast as it can be had.
  @inline(__always)
  func withCounters<Result>(_ body: ((UInt64) -> UInt8) -> Result) -> Result {
    counters.withUnsafeBufferPointer { counters in
      body { counters[Int($0 >> shift)] }
    }
  }
}
