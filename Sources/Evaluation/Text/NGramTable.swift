/// The n-grams of a reference with how often each occurs, all orders in one trie whose edges lie in a
/// hash table: exact, without a copy of any n-gram.
struct NGramTable {
  private struct Slot {
    /// The node above and the symbol.
    var edge: UInt64 = 0
    var generation: UInt32 = 0
    var node: Int32 = 0
  }
  private struct Node {
    /// The most occurrences in one reference, less those that were matched.
    var count: Int32 = 0
    var occurrences: Int32 = 0
    /// The reference that the occurrences are of.
    var reference: Int32 = -1
  }

  private var slots = [Slot](repeating: Slot(), count: 1_024)
  private var shift: UInt64 = 54
  private var generation: UInt32 = 1
  private var nodes = [Node(count: 0)]

  /// Forgets all n-grams, and makes room for those of so many symbols.
  mutating func removeAll(symbols: Int, order: Int) {
    nodes.removeAll(keepingCapacity: true)
    nodes.append(Node())
    generation &+= 1
    let bits = max(6, Int.bitWidth - (symbols * order * 2).leadingZeroBitCount)
    shift = UInt64(64 - bits)
    if slots.count < 1 << bits || generation == 0 {
      slots = [Slot](repeating: Slot(), count: max(slots.count, 1 << bits))
      generation = 1
    }
  }

  /// Counts a reference's n-grams of all orders up to one.
  mutating func add(_ symbols: [UInt32], order: Int, reference: Int) {
    for start in symbols.indices {
      var node: Int32 = 0
      for index in start..<min(start + order, symbols.count) {
        node = insert(Self.edge(node, symbols[index]))
        count(Int(node), Int32(truncatingIfNeeded: reference))
      }
    }
  }

  /// Adds how many n-grams of each order occur here too, each at most as often as in the reference that
  /// has most of it; they are used up by it.
  mutating func match(
    _ symbols: [UInt32], order: Int, into matched: UnsafeMutableBufferPointer<Int>
  ) {
    for start in symbols.indices {
      var node: Int32 = 0
      for length in 0..<min(order, symbols.count - start) {
        node = find(Self.edge(node, symbols[start + length]))
        // What starts with an n-gram that is not there is not there either.
        guard node > 0 else { break }
        if nodes[Int(node)].count > 0 {
          nodes[Int(node)].count -= 1
          matched[length] += 1
        }
      }
    }
  }

  @inline(__always)
  private mutating func count(_ node: Int, _ reference: Int32) {
    if nodes[node].reference != reference {
      nodes[node].reference = reference
      nodes[node].occurrences = 0
    }
    nodes[node].occurrences += 1
    nodes[node].count = max(nodes[node].count, nodes[node].occurrences)
  }

  @inline(__always)
  private static func edge(_ node: Int32, _ symbol: UInt32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(symbol)
  }

  @inline(__always)
  private func place(_ edge: UInt64) -> Int { Int((edge &* 0x9E37_79B9_7F4A_7C15) >> shift) }

  @inline(__always)
  private mutating func insert(_ edge: UInt64) -> Int32 {
    let mask = Int(truncatingIfNeeded: UInt64.max >> shift)
    var index = place(edge)
    while slots[index].generation == generation {
      if slots[index].edge == edge { return slots[index].node }
      index = (index + 1) & mask
    }
    let node = Int32(truncatingIfNeeded: nodes.count)
    slots[index] = Slot(edge: edge, generation: generation, node: node)
    nodes.append(Node())
    return node
  }

  @inline(__always)
  private func find(_ edge: UInt64) -> Int32 {
    let mask = Int(truncatingIfNeeded: UInt64.max >> shift)
    var index = place(edge)
    while slots[index].generation == generation {
      if slots[index].edge == edge { return slots[index].node }
      index = (index + 1) & mask
    }
    return -1
  }
}
