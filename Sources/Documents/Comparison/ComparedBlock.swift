import Core

/// A block of one of two documents that are compared, with what it is matched by.
struct ComparedBlock {
  let node: DesignNode
  let text: String
  /// Equal where kind and text are.
  let identity: Int32
  let words: TextWords
  /// The words' numbers, sorted: how alike two blocks are is how many they share.
  let bag: [Int32]

  var passage: ComparedPassage { ComparedPassage(node, text: text) }

  /// Whether its being elsewhere tells anything: a lone word stands in many places.
  var isWorthFollowing: Bool { bag.count >= 3 || node.kind == .section }

  /// From 0, no word shared, to 1, the same words; 0 where it cannot reach the least that is asked.
  static func likeness(
    _ old: [Int32], _ new: [Int32], atLeast least: Double, budget: inout Int
  ) -> Double {
    let sum = old.count + new.count
    guard sum > 0 else { return 0 }
    let most = Double(2 * min(old.count, new.count)) / Double(sum)
    guard most >= least, budget >= sum else { return 0 }
    budget -= sum
    var (o, n, shared) = (0, 0, 0)
    while o < old.count, n < new.count {
      if old[o] == new[n] {
        (o, n, shared) = (o + 1, n + 1, shared + 1)
      } else if old[o] < new[n] {
        o += 1
      } else {
        n += 1
      }
    }
    return Double(2 * shared) / Double(sum)
  }

  /// What differs beside the words.
  static func traits(from old: DesignNode, to new: DesignNode) -> [DocumentComparison.Trait] {
    var traits: [DocumentComparison.Trait] = []
    func note(_ name: String, _ before: String?, _ after: String?) {
      guard before != after else { return }
      traits.append(.init(name: name, old: before ?? "", new: after ?? ""))
    }
    note("kind", old.kind.rawValue, new.kind.rawValue)
    note("role", old.role, new.role)
    if old.kind == .section, new.kind == .section {
      note("level", old.level.map { "\($0)" }, new.level.map { "\($0)" })
    }
    let (before, after) = (old.links ?? [], new.links ?? [])
    for (one, other) in zip(before, after) { note("link", one.target, other.target) }
    for link in before.dropFirst(after.count) { note("link", link.target, nil) }
    for link in after.dropFirst(before.count) { note("link", nil, link.target) }
    note("translation", old.translation?.text, new.translation?.text)
    note("state", old.translation?.state, new.translation?.state)
    return traits
  }
}
