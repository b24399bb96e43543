/// A piece's hand-offs in their order, each once, with who knew of whom.
struct History {
  /// Ordered by (logical clock, id), which never puts a record before one that its writer had seen.
  let records: [HandOff]
  /// For each record, the indices of all records its writer had seen; `nil` while the history is a
  /// single line, where that is every earlier one.
  private let ancestors: [Set<Int>]?
  let heads: [HandOffID]
  let missingParents: [HandOffID]
  private let index: [HandOffID: Int]

  init(_ handOffs: some Sequence<HandOff>) {
    var unique: [HandOffID: HandOff] = [:]
    for handOff in handOffs {
      // Equal ids with other contents cannot come from one store; keep the same one in every order.
      let rival = unique[handOff.id]
      if let rival, (rival.clock, rival.decision.name) <= (handOff.clock, handOff.decision.name) {
        continue
      }
      unique[handOff.id] = handOff
    }
    let records = unique.values.sorted(by: HandOff.isOrderedBefore)
    let index = Dictionary(uniqueKeysWithValues: zip(records.map(\.id), records.indices))
    var isParent: Set<HandOffID> = []
    var missing: Set<HandOffID> = []
    var isLine = true
    for (position, record) in records.enumerated() {
      let parents = record.parents.map(\.id)
      isParent.formUnion(parents)
      missing.formUnion(parents.filter { index[$0] == nil })
      if position > 0, !parents.contains(records[position - 1].id) { isLine = false }
    }
    self.records = records
    self.index = index
    heads = records.map(\.id).filter { !isParent.contains($0) }
    missingParents = missing.sorted()
    ancestors = isLine ? nil : History.ancestors(of: records, index: index)
  }

  private static func ancestors(of records: [HandOff], index: [HandOffID: Int]) -> [Set<Int>] {
    var ancestors: [Set<Int>] = []
    for (position, record) in records.enumerated() {
      var seen: Set<Int> = []
      for parent in record.parents {
        guard let found = index[parent.id], found < position else { continue }
        seen.insert(found)
        seen.formUnion(ancestors[found])
      }
      ancestors.append(seen)
    }
    return ancestors
  }

  /// Whether the writer of a record had seen another.
  func isAncestor(_ earlier: Int, of later: Int) -> Bool {
    guard let ancestors else { return earlier < later }
    return ancestors[later].contains(earlier)
  }

  /// Whether the writer of a record had seen the one of that id.
  func isAncestor(_ earlier: HandOffID, of later: Int) -> Bool {
    index[earlier].map { isAncestor($0, of: later) } ?? false
  }

  /// Whether a record that had no effect lost to one that its writer had not seen, and a person has
  /// decided in knowledge of both since. Whether its writer might take it at all is not asked here.
  ///
  /// - Parameter effective: the records that took effect.
  func isOutdated(_ aside: HandOffID, by effective: [Int]) -> Bool {
    guard ancestors != nil, let place = index[aside] else { return false }
    let rivals = records.indices.filter {
      $0 != place && !isAncestor($0, of: place) && !isAncestor(place, of: $0)
    }
    return effective.contains { later in
      records[later].actor.kind == .person && isAncestor(place, of: later)
        && rivals.contains { isAncestor($0, of: later) }
    }
  }

  /// A record with all that its writer had seen: the piece as it was where the record was written.
  func line(of id: HandOffID) -> (record: HandOff, seen: [HandOff])? {
    guard let place = index[id] else { return nil }
    return (
      records[place],
      records[..<place].indices.filter { isAncestor($0, of: place) }.map { records[$0] }
    )
  }

  /// For each record that contradicts another whose writer had not seen it: the whole group of
  /// records that contradict one another, in order.
  func rivals() -> [Int: [Int]] {
    guard ancestors != nil else { return [:] }
    var groups: [Set<Int>] = []
    for later in records.indices {
      for earlier in records.indices where earlier < later {
        guard !isAncestor(earlier, of: later), records[earlier].contradicts(records[later]) else {
          continue
        }
        let touching = groups.filter { $0.contains(earlier) || $0.contains(later) }
        groups.removeAll { touching.contains($0) }
        groups.append(touching.reduce(into: [earlier, later]) { $0.formUnion($1) })
      }
    }
    var rivals: [Int: [Int]] = [:]
    for group in groups {
      for member in group { rivals[member] = group.sorted() }
    }
    return rivals
  }
}

extension HandOff {
  /// Whether this and another record, taken without knowledge of each other at one place, cannot
  /// both stand.
  fileprivate func contradicts(_ other: HandOff) -> Bool {
    guard fromStage == other.fromStage, visit == other.visit else { return false }
    switch (decision, other.decision) {
    case (.start, _), (_, .start), (.hold, _), (_, .hold), (.resume, _), (_, .resume),
      (.unknown, _), (_, .unknown):
      return false
    case (.submit, .submit):
      return artifacts.first?.sha256 != other.artifacts.first?.sha256
    case (.submit, .forward):
      return artifacts.first?.sha256 != other.approves
    case (.forward, .submit):
      return approves != other.artifacts.first?.sha256
    case (.forward, .forward):
      return approves != other.approves || selection != other.selection
    case (.submit, _), (_, .submit):
      // Work that was put forward while another ended or moved the piece: the decision stands, and
      // the work can be put forward again.
      return false
    case (.forward, .acceptHandOff), (.acceptHandOff, .forward):
      return false
    case (.acceptHandOff, _), (.sendBack, _), (.decline, _), (.withdraw, _), (.forward, _):
      return decision != other.decision
    }
  }
}
