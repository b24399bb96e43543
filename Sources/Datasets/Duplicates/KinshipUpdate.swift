/// Finds what a ``TextKinship`` finds from what an earlier one did: only texts that are new, that have
/// moved, or whose keeper is gone are compared with all others.
///
/// It rests on what is known of the rest: no two texts that stayed are repeats, and a repeat is none
/// of what stayed before its keeper.
struct KinshipUpdate {
  private(set) var repeats: [Int: TextKinship.Repeat] = [:]
  private(set) var clusters: TextClusters

  private let sets: ShingleSets
  /// The texts with a set of their own, in their order.
  private let texts: [Int]
  private let entries: [KnownTexts.Entry]
  /// The entry of each text, and the text of each entry; -1 where there is none, or it has moved.
  private var entry: [Int]
  private var text: [Int]
  /// For each text that was compared with all others, those it is alike to.
  private var partners: [Int: [ShingleScan.Partner]] = [:]
  /// For a text that a newcomer before it is nearly the same as, the first such.
  private var newKeepers: [Int: TextKinship.Repeat] = [:]

  /// The most texts whose keepers are lost on the way that are compared one by one.
  private static let mostLost = 16

  /// `nil` where so much is new that all is better compared.
  init?(_ sets: ShingleSets, _ texts: [Int], _ known: KnownTexts) {
    self.sets = sets
    self.texts = texts
    entries = known.entries
    clusters = TextClusters(count: sets.count)
    entry = [Int](repeating: -1, count: sets.count)
    text = [Int](repeating: -1, count: known.entries.count)
    match()
    let unsettled = texts.filter { isUnsettled($0) }
    guard unsettled.count <= max(texts.count / 16, 2 * Self.mostLost) else { return nil }
    compare(unsettled)
    guard settle() else { return nil }
    joinKin()
  }

  // MARK: What is known

  /// Finds the texts that are known, and still in the order they were in.
  private mutating func match() {
    var places: [ShingleKey: Int] = [:]
    places.reserveCapacity(entries.count)
    for (place, entry) in entries.enumerated() { places[entry.key] = place }
    let found = texts.compactMap { text in places[sets.keys[text]].map { (text, $0) } }
    for index in Self.longestRise(in: found.map(\.1)) {
      entry[found[index].0] = found[index].1
      text[found[index].1] = found[index].0
    }
  }

  /// The places of a longest ascending part of a list (Fredman, 1975).
  private static func longestRise(in values: [Int]) -> [Int] {
    // For each length the place where the rise of that length ends lowest, and what it comes from.
    var ends: [Int] = []
    var previous: [Int] = []
    for (place, value) in values.enumerated() {
      var (low, high) = (0, ends.count)
      if let last = ends.last, values[last] < value { low = high }
      while low < high {
        let middle = (low + high) / 2
        if values[ends[middle]] < value { low = middle + 1 } else { high = middle }
      }
      previous.append(low > 0 ? ends[low - 1] : -1)
      if low == ends.count { ends.append(place) } else { ends[low] = place }
    }
    var rise: [Int] = []
    var place = ends.last ?? -1
    while place >= 0 {
      rise.append(place)
      place = previous[place]
    }
    return rise.reversed()
  }

  private func isUnsettled(_ text: Int) -> Bool {
    guard entry[text] >= 0 else { return true }
    let known = entries[entry[text]]
    return known.isRepeat && self.text[known.head] < 0
  }

  // MARK: What is new

  private mutating func compare(_ few: [Int]) {
    guard !few.isEmpty else { return }
    let scan = ShingleScan(
      sets, for: few, among: texts, threshold: TextKinship.kinThreshold)
    for text in few { partners[text] = scan.partners[text] ?? [] }
  }

  /// Decides of each text in its order whether it stays; `false` where too many keepers are lost.
  private mutating func settle() -> Bool {
    var lost = 0
    for text in texts {
      if partners[text] == nil {
        if keepsDecision(text) { continue }
        lost += 1
        guard lost <= Self.mostLost else { return false }
        compare([text])
      }
      decide(text)
    }
    return true
  }

  /// Decides of a text by what is known of it; `false` where its keeper is lost.
  private mutating func keepsDecision(_ text: Int) -> Bool {
    let known = entries[entry[text]]
    repeats[text] = newKeepers[text]
    guard known.isRepeat else { return true }
    let keeper = self.text[known.head]
    guard stays(keeper) else {
      repeats[text] = nil
      return false
    }
    if repeats[text].map({ $0.keeper > keeper }) ?? true {
      repeats[text] = TextKinship.Repeat(text: text, keeper: keeper, jaccard: known.jaccard)
    }
    return true
  }

  /// Decides of a text that was compared with all others.
  private mutating func decide(_ text: Int) {
    let alike = (partners[text] ?? []).filter { $0.jaccard >= TextKinship.repeatThreshold }
    if let keeper = alike.filter({ $0.text < text && stays($0.text) }).min(by: { $0.text < $1.text }
    ) {
      repeats[text] = TextKinship.Repeat(
        text: text, keeper: keeper.text, jaccard: keeper.jaccard)
    } else {
      for other in alike where other.text > text && newKeepers[other.text] == nil {
        newKeepers[other.text] = TextKinship.Repeat(
          text: other.text, keeper: text, jaccard: other.jaccard)
      }
    }
  }

  private func stays(_ text: Int) -> Bool { repeats[text] == nil }

  // MARK: Kin

  private mutating func joinKin() {
    var known: [Int: [Int]] = [:]
    for (place, entry) in entries.enumerated() where !entry.isRepeat {
      known[entry.head, default: []].append(place)
    }
    for (_, members) in known where members.count > 1 {
      let left = members.map { text[$0] }.filter { $0 >= 0 && stays($0) }
      if left.count == members.count {
        for member in left { clusters.join(left[0], member) }
      } else {
        // What held them together may be gone.
        TextKinship.joinKin(among: left, sets, &clusters)
      }
    }
    for (text, alike) in partners where stays(text) {
      for other in alike where stays(other.text) { clusters.join(text, other.text) }
    }
  }
}
