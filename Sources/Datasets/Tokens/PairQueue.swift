/// Pairs of tokens by their rank, the leftmost of equals first: a binary heap.
struct PairQueue {
  /// The rank in the upper half, the place in the lower.
  private var heap: [UInt64] = []

  init(capacity: Int) { heap.reserveCapacity(capacity) }

  mutating func push(rank: UInt32, at place: Int) {
    var index = heap.count
    let pair = UInt64(rank) << 32 | UInt64(place)
    heap.append(pair)
    while index > 0 {
      let parent = (index - 1) / 2
      guard heap[parent] > pair else { break }
      heap[index] = heap[parent]
      index = parent
    }
    heap[index] = pair
  }

  mutating func pop() -> (rank: UInt32, place: Int)? {
    guard let lowest = heap.first, let last = heap.popLast() else { return nil }
    if !heap.isEmpty { sink(last) }
    return (UInt32(lowest >> 32), Int(lowest & 0xFFFF_FFFF))
  }

  /// Puts a pair in the place of the first, and down to where it belongs.
  private mutating func sink(_ pair: UInt64) {
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < pair else { break }
      heap[index] = heap[child]
      index = child
    }
    heap[index] = pair
  }
}
