/// Merges a piece's bytes into tokens: of all neighbours that make a token together, those of the
/// lowest rank first, the leftmost of equals, until none are left.
struct PairMerging {
  let search: RankSearch
  /// The bytes of the piece.
  let bytes: UnsafePointer<UInt8>
  let count: Int

  /// From this many bytes on a queue of pairs is faster than looking for the lowest each time.
  private static let queued = 96

  /// Adds the piece's tokens.
  func append(to tokens: inout [UInt32]) {
    if count < Self.queued { appendShort(to: &tokens) } else { appendLong(to: &tokens) }
  }

  /// The rank of the pair of tokens between two offsets.
  @inline(__always)
  private func rank(_ start: Int, _ end: Int) -> UInt32 {
    search.token(bytes + start, end - start)
  }

  // MARK: Short pieces

  private func appendShort(to tokens: inout [UInt32]) {
    // A list without gaps: for each part where it begins, its token, and its rank with the next.
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * (count + 1)) { space in
      guard let starts = space.baseAddress else { return }
      let parts = starts + (count + 1)
      let ranks = parts + (count + 1)
      for offset in 0..<count {
        starts[offset] = UInt32(offset)
        parts[offset] = rank(offset, offset + 1)
        ranks[offset] = offset + 1 < count ? rank(offset, offset + 2) : RankSearch.none
      }
      starts[count] = UInt32(count)
      let left = mergeShort(starts, parts, ranks)
      tokens.append(contentsOf: UnsafeBufferPointer(start: parts, count: left))
    }
  }

  /// Merges until no pair is a token; returns how many parts are left.
  private func mergeShort(
    _ starts: UnsafeMutablePointer<UInt32>, _ parts: UnsafeMutablePointer<UInt32>,
    _ ranks: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var left = count
    while true {
      var lowest = RankSearch.none
      var found = 0
      for index in 0..<left where ranks[index] < lowest {
        lowest = ranks[index]
        found = index
      }
      guard lowest != RankSearch.none else { return left }
      parts[found] = lowest
      for index in (found + 1)..<left {
        starts[index] = starts[index + 1]
        parts[index] = parts[index + 1]
        ranks[index] = ranks[index + 1]
      }
      left -= 1
      ranks[found] =
        found + 1 < left ? rank(Int(starts[found]), Int(starts[found + 2])) : RankSearch.none
      if found > 0 { ranks[found - 1] = rank(Int(starts[found - 1]), Int(starts[found + 1])) }
    }
  }

  // MARK: Long pieces

  /// A part of a long piece, kept at the offset it begins at.
  private struct Part {
    var token: UInt32
    /// Its rank with the next part.
    var rank: UInt32
    var previous: UInt32
    /// Where the next part begins.
    var end: UInt32
  }

  private func appendLong(to tokens: inout [UInt32]) {
    withUnsafeTemporaryAllocation(of: Part.self, capacity: count) { parts in
      var queue = PairQueue(capacity: count)
      for offset in 0..<count {
        let rank = offset + 1 < count ? rank(offset, offset + 2) : RankSearch.none
        parts[offset] = Part(
          token: self.rank(offset, offset + 1), rank: rank,
          previous: offset > 0 ? UInt32(offset - 1) : .max, end: UInt32(offset + 1))
        if rank != RankSearch.none { queue.push(rank: rank, at: offset) }
      }
      mergeLong(parts, &queue)
      var offset = 0
      while offset < count {
        tokens.append(parts[offset].token)
        offset = Int(parts[offset].end)
      }
    }
  }

  private func mergeLong(_ parts: UnsafeMutableBufferPointer<Part>, _ queue: inout PairQueue) {
    while let (rank, start) = queue.pop() {
      // A pair whose parts have been merged since is passed over.
      guard parts[start].rank == rank else { continue }
      let next = Int(parts[start].end)
      parts[start].token = rank
      parts[start].end = parts[next].end
      parts[next].rank = RankSearch.none
      if parts[start].end < count { parts[Int(parts[start].end)].previous = UInt32(start) }
      rankAgain(start, parts, &queue)
      if parts[start].previous != .max { rankAgain(Int(parts[start].previous), parts, &queue) }
    }
  }

  private func rankAgain(
    _ start: Int, _ parts: UnsafeMutableBufferPointer<Part>, _ queue: inout PairQueue
  ) {
    let next = Int(parts[start].end)
    let rank = next < count ? rank(start, Int(parts[next].end)) : RankSearch.none
    parts[start].rank = rank
    if rank != RankSearch.none { queue.push(rank: rank, at: start) }
  }
}
