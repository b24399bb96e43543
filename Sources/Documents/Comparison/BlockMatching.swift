import Core

/// Finds which blocks of two documents stand for each other.
///
/// Equal blocks first, in order; then equal ones that were moved; then alike ones between two that are
/// matched; then alike ones anywhere. All of it within a budget, so that no two documents take long.
struct BlockMatching {
  private let olds: [ComparedBlock]
  private let news: [ComparedBlock]
  /// By old block and by new block: what it is matched with.
  private var newOf: [Int?]
  private var oldOf: [Int?]
  /// The new blocks that continue a split one, and the old ones that were joined to one, by the block
  /// that carries the match.
  private var splits: [Int: [Int]] = [:]
  private var joins: [Int: [Int]] = [:]
  private var partsOfSplits: Set<Int> = []
  private var partsOfJoins: Set<Int> = []
  private var isMoved: Set<Int> = []
  private var budget = 40_000_000

  /// The most pairs of alike blocks that are tried between two matches.
  private static let pairLimit = 40_000

  init(_ old: ReadDocument, _ new: ReadDocument, _ reading: Reading) {
    var lexicon = TextWords.Lexicon()
    var identities: [Identity: Int32] = [:]
    olds = Self.blocks(of: old, reading, &lexicon, &identities)
    news = Self.blocks(of: new, reading, &lexicon, &identities)
    newOf = Array(repeating: nil, count: olds.count)
    oldOf = Array(repeating: nil, count: news.count)
  }

  private struct Identity: Hashable {
    var kind: DesignNode.Kind
    var text: String
  }

  private static func blocks(
    of document: ReadDocument, _ reading: Reading, _ lexicon: inout TextWords.Lexicon,
    _ identities: inout [Identity: Int32]
  ) -> [ComparedBlock] {
    var blocks: [ComparedBlock] = []
    for node in document.comparedNodes {
      let text = node.text(reading)
      guard !text.isEmpty else { continue }
      let identity = Identity(kind: node.kind, text: text)
      let number = identities[identity] ?? Int32(identities.count)
      identities[identity] = number
      let words = TextWords(text, &lexicon)
      blocks.append(
        ComparedBlock(
          node: node, text: text, identity: number, words: words, bag: words.numbers.sorted()))
    }
    return blocks
  }

  // MARK: Matching

  mutating func match() {
    let equal = SequenceAlignment(olds.map(\.identity), news.map(\.identity), budget: &budget)
    for pair in equal.pairs { join(pair.old, pair.new) }
    matchMoved()
    var (o, n) = (0, 0)
    for pair in equal.pairs + [(olds.count, news.count)] {
      matchAlike(o..<pair.old, n..<pair.new)
      (o, n) = (pair.old + 1, pair.new + 1)
    }
    matchRenamed()
    matchAlikeMoved()
  }

  private mutating func join(_ old: Int, _ new: Int) {
    newOf[old] = new
    oldOf[new] = old
  }

  /// Equal blocks that stand elsewhere, the first with the first.
  private mutating func matchMoved() {
    var left: [Int32: [Int]] = [:]
    for index in olds.indices.reversed() where newOf[index] == nil {
      guard olds[index].isWorthFollowing else { continue }
      left[olds[index].identity, default: []].append(index)
    }
    for index in news.indices where oldOf[index] == nil {
      guard let old = left[news[index].identity]?.popLast() else { continue }
      join(old, index)
      isMoved.insert(index)
    }
  }

  /// Alike blocks between two matches: the best set of pairs that keeps the order.
  private mutating func matchAlike(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    let o = oldRange.filter { newOf[$0] == nil }
    let n = newRange.filter { oldOf[$0] == nil }
    guard !o.isEmpty, !n.isEmpty else { return }
    // A long stretch is searched near its diagonal only.
    let band = max(10, Self.pairLimit / o.count)
    let width = n.count + 1
    guard o.count * n.count <= 25 * Self.pairLimit else { return }
    var best = [Double](repeating: 0, count: (o.count + 1) * width)
    var scores = [Double](repeating: 0, count: o.count * n.count)
    for i in stride(from: o.count - 1, through: 0, by: -1) {
      let middle = i * n.count / o.count
      for j in stride(from: n.count - 1, through: 0, by: -1) {
        var score = 0.0
        if abs(j - middle) <= band {
          score = self.score(o[i], n[j], isAlone: o.count == 1 && n.count == 1)
        }
        scores[i * n.count + j] = score
        let here = i * width + j
        best[here] = max(best[here + 1], best[here + width])
        if score > 0 { best[here] = max(best[here], best[here + width + 1] + score) }
      }
    }
    var (i, j) = (0, 0)
    var found: [(old: Int, new: Int)] = []
    while i < o.count, j < n.count {
      let here = i * width + j
      let score = scores[i * n.count + j]
      if score > 0, best[here] == best[here + width + 1] + score {
        found.append((o[i], n[j]))
        join(o[i], n[j])
        (i, j) = (i + 1, j + 1)
      } else if best[here] == best[here + width] {
        i += 1
      } else {
        j += 1
      }
    }
    for pair in found { takeParts(of: pair, oldRange, newRange) }
  }

  private mutating func score(_ old: Int, _ new: Int, isAlone: Bool) -> Double {
    let (before, after) = (olds[old].node, news[new].node)
    var likeness = ComparedBlock.likeness(
      olds[old].bag, news[new].bag, atLeast: 0.35, budget: &budget)
    if likeness < 0.35 {
      // A renamed heading or label shares no word with what it was: its place tells.
      let isNamed = [.title, .section, .uiString].contains(before.kind)
      guard before.kind == after.kind, isNamed, isAlone || before.kind == .title,
        before.role == after.role
      else { return 0 }
      likeness = 0.35
    }
    if before.kind == after.kind { likeness += 0.1 }
    if before.section == after.section { likeness += 0.05 }
    return likeness
  }

  /// Headings that share no word, over blocks that stand for each other: a section was renamed.
  private mutating func matchRenamed() {
    for old in olds.indices.dropLast() where newOf[old] == nil && olds[old].node.kind == .section {
      guard let below = newOf[old + 1], !isMoved.contains(below), below > 0 else { continue }
      let new = below - 1
      guard oldOf[new] == nil, news[new].node.kind == .section else { continue }
      join(old, new)
    }
  }

  /// Alike blocks that are left anywhere: long enough, and alike enough, to be told by their words.
  private mutating func matchAlikeMoved() {
    let o = olds.indices.filter {
      newOf[$0] == nil && !partsOfJoins.contains($0) && olds[$0].bag.count >= 6
    }
    let n = news.indices.filter {
      oldOf[$0] == nil && !partsOfSplits.contains($0) && news[$0].bag.count >= 6
    }
    guard o.count * n.count <= 4 * Self.pairLimit else { return }
    var found: [(likeness: Double, old: Int, new: Int)] = []
    for old in o {
      for new in n where olds[old].node.kind == news[new].node.kind {
        let likeness = ComparedBlock.likeness(
          olds[old].bag, news[new].bag, atLeast: 0.75, budget: &budget)
        if likeness >= 0.75 { found.append((likeness, old, new)) }
      }
    }
    found.sort { ($1.likeness, $0.old, $0.new) < ($0.likeness, $1.old, $1.new) }
    for pair in found where newOf[pair.old] == nil && oldOf[pair.new] == nil {
      join(pair.old, pair.new)
      isMoved.insert(pair.new)
    }
  }

  // MARK: Parts

  /// Takes the neighbours of a match that make it more alike: the other half of a paragraph that was
  /// split, or of two that were joined.
  private mutating func takeParts(
    of pair: (old: Int, new: Int), _ oldRange: Range<Int>, _ newRange: Range<Int>
  ) {
    let kind = olds[pair.old].node.kind
    guard [.paragraph, .listItem, .admonition, .step].contains(kind) else { return }
    let (old, new) = (olds[pair.old].bag, news[pair.new].bag)
    let likeness = ComparedBlock.likeness(old, new, atLeast: 0, budget: &budget)
    if new.count < old.count {
      let free = newRange.filter { oldOf[$0] == nil && !partsOfSplits.contains($0) }
      let parts = parts(around: pair.new, in: Set(free), of: news, whole: old, likeness)
      splits[pair.new] = parts
      partsOfSplits.formUnion(parts)
    } else if old.count < new.count {
      let free = oldRange.filter { newOf[$0] == nil && !partsOfJoins.contains($0) }
      let parts = parts(around: pair.old, in: Set(free), of: olds, whole: new, likeness)
      joins[pair.old] = parts
      partsOfJoins.formUnion(parts)
    }
  }

  private mutating func parts(
    around index: Int, in free: Set<Int>, of blocks: [ComparedBlock], whole: [Int32],
    _ likeness: Double
  ) -> [Int] {
    var (bag, likeness, parts) = (blocks[index].bag, likeness, [Int]())
    for (start, step) in [(index + 1, 1), (index - 1, -1)] {
      var next = start
      while free.contains(next), blocks[next].node.kind == blocks[index].node.kind,
        blocks[next].bag.count >= 3
      {
        let wider = (bag + blocks[next].bag).sorted()
        let more = ComparedBlock.likeness(wider, whole, atLeast: 0.6, budget: &budget)
        guard more >= 0.6, more > likeness + 0.05 else { break }
        (bag, likeness) = (wider, more)
        parts.append(next)
        next += step
      }
    }
    return parts.sorted()
  }
}

// MARK: Entries

extension BlockMatching {
  /// What happened, in the order of the new document; what was removed stands where it stood.
  mutating func entries() -> [DocumentComparison.Entry] {
    var entries: [DocumentComparison.Entry] = []
    var o = 0
    for n in news.indices {
      if let old = oldOf[n], !isMoved.contains(n) {
        addRemoved(o..<old, to: &entries)
        o = old + 1
      }
      guard !partsOfSplits.contains(n) else { continue }
      entries.append(entry(for: n))
    }
    addRemoved(o..<olds.count, to: &entries)
    return Self.gathered(entries)
  }

  private func addRemoved(
    _ range: Range<Int>, to entries: inout [DocumentComparison.Entry]
  ) {
    for index in range where newOf[index] == nil && !partsOfJoins.contains(index) {
      entries.append(
        .init(
          change: .removed, count: 1, old: [olds[index].passage], new: [], words: [], traits: []))
    }
  }

  private mutating func entry(for new: Int) -> DocumentComparison.Entry {
    guard let old = oldOf[new] else {
      return .init(
        change: .added, count: 1, old: [], new: [news[new].passage], words: [], traits: [])
    }
    let before = ([old] + (joins[old, default: []])).sorted().map { olds[$0] }
    let after = ([new] + (splits[new, default: []])).sorted().map { news[$0] }
    let traits = ComparedBlock.traits(from: olds[old].node, to: news[new].node)
    let isSame = before.count == after.count && olds[old].text == news[new].text
    let words = isSame ? [] : wordChanges(from: before, to: after)
    var change = DocumentComparison.Change.changed
    if after.count > before.count {
      change = .split
    } else if before.count > after.count {
      change = .joined
    } else if isMoved.contains(new) {
      change = .moved
    } else if isSame, traits.isEmpty {
      return .init(change: .unchanged, count: 1, old: [], new: [], words: [], traits: [])
    }
    return .init(
      change: change, count: 1, old: before.map(\.passage), new: after.map(\.passage),
      words: words, traits: traits)
  }

  private mutating func wordChanges(
    from old: [ComparedBlock], to new: [ComparedBlock]
  ) -> [WordChange] {
    if old.count == 1, new.count == 1 {
      return WordChange.changes(from: old[0].words, to: new[0].words, budget: &budget)
    }
    // The mark stands for a paragraph's end, in a text that is made for comparing only.
    var lexicon = TextWords.Lexicon()
    let before = TextWords(old.map(\.text).joined(separator: " ¶ "), &lexicon)
    let after = TextWords(new.map(\.text).joined(separator: " ¶ "), &lexicon)
    return WordChange.changes(from: before, to: after, budget: &budget)
  }

  /// Runs of unchanged blocks as one entry each.
  private static func gathered(
    _ entries: [DocumentComparison.Entry]
  ) -> [DocumentComparison.Entry] {
    var gathered: [DocumentComparison.Entry] = []
    for entry in entries {
      if entry.change == .unchanged, gathered.last?.change == .unchanged {
        gathered[gathered.count - 1].count += 1
      } else {
        gathered.append(entry)
      }
    }
    return gathered
  }
}
