/// Finds every text whose Jaccard index with another is at or above a threshold, and some more.
///
/// Each set's shingles are taken in one order, the rarest first. Two sets at the threshold share one
/// of their first |A| - ⌈t |A|⌉ + 1 (prefix filtering: Bayardo, Ma and Srikant, "Scaling up all pairs
/// similarity search", WWW 2007), have sizes of nearly one kind, and after a match still have enough
/// left to share (positional filtering: Xiao, Wang, Lin and Yu, "Efficient similarity joins for near
/// duplicate detection", WWW 2008). A shingle that stands in one text alone is never looked up: most
/// texts of a set of documents have so many of them that they can be alike to none.
struct PrefixIndex: CandidateIndex {
  private let sets: ShingleSets
  private let counts: ShingleCounts
  private let threshold: Double

  private struct Posting {
    var shingle: UInt64
    var text: Int32
    /// Where the shingle stands in its set, from the rarest.
    var position: Int32
    /// The next posting of its list.
    var next: Int32
  }
  private var heads: [Int32]
  private let shift: UInt64
  private var postings: [Posting] = []

  /// Of each text, for the one that is asked for: whether it was met, how many shingles both have so
  /// far, and how many they must have.
  private struct Meeting {
    var by: Int32 = -1
    var shared: Int32 = 0
    var least: Int32 = 0
  }
  private var meetings: [Meeting]

  /// The prefix of ``ranked``, without the shingles that stand in it alone.
  private var prefix: [UInt64] = []
  private var ranked = -1
  /// How many of its shingles stand in it alone.
  private var alone = 0
  private var ranks: [UInt8] = []

  /// - Parameters:
  ///   - sets: where they are.
  ///   - texts: those that are put in or asked for.
  ///   - threshold: above 0, at most 1.
  init(_ sets: ShingleSets, of texts: [Int], threshold: Double) {
    self.sets = sets
    self.threshold = threshold
    counts = ShingleCounts(sets, of: texts)
    let total = texts.reduce(0) { $0 + sets.size($1) }
    let bits = min(max(Int.bitWidth - total.leadingZeroBitCount - 2, 6), 24)
    shift = UInt64(64 - bits)
    heads = [Int32](repeating: -1, count: 1 << bits)
    meetings = [Meeting](repeating: Meeting(), count: sets.count)
  }

  mutating func candidates(of text: Int, into found: inout [Int]) {
    found.removeAll(keepingCapacity: true)
    rank(text)
    let size = sets.size(text)
    for (index, shingle) in prefix.enumerated() {
      let left = size - alone - index - 1
      var next = heads[Int(shingle >> shift)]
      while next >= 0 {
        let posting = postings[Int(next)]
        next = posting.next
        if posting.shingle == shingle { meet(posting, size, left, by: text, &found) }
      }
    }
    found.removeAll { meetings[$0].shared < 0 }
  }

  /// A shingle that another text has too, with so many behind it in the one that asks.
  @inline(__always)
  private mutating func meet(
    _ posting: Posting, _ size: Int, _ left: Int, by text: Int, _ found: inout [Int]
  ) {
    let other = Int(posting.text)
    let otherSize = sets.size(other)
    if meetings[other].by != text {
      let least = ShingleSets.leastOverlap(of: size + otherSize, at: threshold)
      meetings[other] = Meeting(by: Int32(text), shared: 0, least: Int32(least))
      // The smaller one must have that many at all.
      if min(size, otherSize) < least { meetings[other].shared = .min } else { found.append(other) }
    }
    let shared = meetings[other].shared
    guard shared >= 0 else { return }
    let otherLeft = otherSize - Int(posting.position) - 1
    let most = Int(shared) + 1 + min(left, otherLeft)
    meetings[other].shared = most < meetings[other].least ? .min : shared + 1
  }

  mutating func insert(_ text: Int) {
    rank(text)
    for (index, shingle) in prefix.enumerated() {
      let bucket = Int(shingle >> shift)
      postings.append(
        Posting(
          shingle: shingle, text: Int32(text), position: Int32(alone + index), next: heads[bucket]))
      heads[bucket] = Int32(postings.count - 1)
    }
  }

  /// Leaves a text's prefix in ``prefix``: by count, equal ones by hash, as the set has them.
  private mutating func rank(_ text: Int) {
    guard ranked != text else { return }
    ranked = text
    let size = sets.size(text)
    prefix.removeAll(keepingCapacity: true)
    alone = 0
    guard size > 0 else { return }
    if ranks.count < size { ranks = [UInt8](repeating: 0, count: size * 2) }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 257) { starts in
      starts.initialize(repeating: 0)
      sets.hashes.withUnsafeBufferPointer { hashes in
        let set = UnsafeBufferPointer(rebasing: hashes[sets.range(text)])
        counts.withCounters { count in
          for index in 0..<size {
            let rank = max(count(set[index]), 1)
            ranks[index] = rank
            starts[Int(rank) + 1] += 1
          }
        }
        alone = starts[2]
        let wanted = size - ShingleSets.leastOverlap(ofOne: size, at: threshold) + 1 - alone
        guard wanted > 0 else { return }
        starts[2] = 0
        for rank in 3...256 { starts[rank] += starts[rank - 1] }
        prefix.append(contentsOf: repeatElement(0, count: wanted))
        for index in 0..<size where ranks[index] > 1 {
          let place = starts[Int(ranks[index])]
          starts[Int(ranks[index])] += 1
          if place < wanted { prefix[place] = set[index] }
        }
      }
    }
  }
}
