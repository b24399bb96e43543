/// A fair choice of texts: those whose names have the least hashes. What is chosen depends on the texts
/// alone, not on the order they come in, and choices can be put together.
struct TextSample {
  private struct Chosen {
    var hash: UInt64
    var terms: [String]
  }

  private let most: Int
  /// A heap with the greatest hash first.
  private var heap: [Chosen] = []

  init(most: Int) { self.most = most }

  /// Considers a text; its terms are asked for only where it is chosen.
  mutating func consider(_ name: String, _ terms: () -> [String]) {
    let hash = Self.hash(name)
    if heap.count >= most, let worst = heap.first, hash >= worst.hash { return }
    insert(Chosen(hash: hash, terms: terms()))
  }

  mutating func merge(_ other: TextSample) {
    for chosen in other.heap where heap.count < most || chosen.hash < (heap.first?.hash ?? 0) {
      insert(chosen)
    }
  }

  /// The terms of each text, in an order that depends on the texts alone.
  var texts: [[String]] { heap.sorted { $0.hash < $1.hash }.map(\.terms) }

  private mutating func insert(_ chosen: Chosen) {
    if heap.count >= most {
      heap[0] = chosen
      sink(0)
      return
    }
    heap.append(chosen)
    var place = heap.count - 1
    while place > 0, heap[(place - 1) / 2].hash < heap[place].hash {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var greatest = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if heap[child].hash > heap[greatest].hash { greatest = child }
      }
      if greatest == place { return }
      heap.swapAt(place, greatest)
      place = greatest
    }
  }

  static func hash(_ name: String) -> UInt64 {
    var hash = TextHash()
    hash.add(name)
    return hash.value
  }
}
