public import Core

/// What of the held-out splits stands in another one. An empty list of leaks is a proof: the search is
/// exact, so no two examples of different splits share half of their word 5-grams, none are the same,
/// and no source document is in two splits.
public struct LeakReport: Codable, Hashable, Sendable {
  /// An example in its split.
  public struct Entry: Sendable {
    let id: String
    let group: String
    let split: Example.Split
    let compared: ComparedExample
    /// The answer, read where a passage of it is to be shown.
    let answered: @Sendable () throws -> String

    public init(_ example: Example, in split: Example.Split) {
      var comparing = ExampleComparing()
      id = example.id
      group = example.group
      self.split = split
      compared = comparing.compared(example)
      answered = { example.answered }
    }

    init(_ record: ExampleRecord, in split: Example.Split) {
      id = record.id
      group = record.group
      self.split = split
      compared = record.compared
      answered = { try record.answer() }
    }
  }

  /// Something that two splits share.
  public struct Leak: Codable, Hashable, Sendable {
    /// What is shared.
    public enum Kind: String, Codable, Hashable, Sendable {
      /// The examples are the same, by their normalised text.
      case same
      /// The answers' word 5-grams have a Jaccard index of ``LeakReport/threshold`` or more.
      case alike
      /// The examples come of one source document.
      case group
    }
    /// What the two splits share.
    public var kind: Kind
    /// The example that is held out the more, and its split.
    public var heldOut: String
    /// The split of ``heldOut``: test, or validation where ``other`` is trained on.
    public var heldOutSplit: Example.Split
    /// The example in the other split, by its id.
    public var other: String
    /// The split of ``other``.
    public var otherSplit: Example.Split
    /// Of the answers' word 5-grams; `nil` where only the group is shared.
    public var jaccard: Double?
    /// The longest run of words that both answers have, or its first words.
    public var shared: String?
  }

  /// The least Jaccard index that is a leak.
  public var threshold: Double
  /// How many pairs of examples of different splits there are, all of which were compared.
  public var pairs: Int
  /// Those that are the same first, then those alike, then those of one group.
  public var leaks: [Leak]

  /// Whether nothing is shared.
  public var isClean: Bool { leaks.isEmpty }

  /// A finding where there are leaks.
  func findings(at place: SourcePlace) -> [Finding] { isClean ? [] : [.leaks(leaks, at: place)] }

  /// What it says, in a sentence.
  public var sentence: String {
    isClean
      ? "Of \(pairs) pairs of examples in different splits none are alike, and none are of one group."
      : "\(leaks.count) pairs of examples are in different splits, and of one group or much alike."
  }

  /// - Parameter entries: all examples of the dataset.
  /// - Throws: where an example cannot be read back.
  public init(_ entries: [Entry]) throws {
    threshold = TextKinship.kinThreshold
    pairs = Self.pairs(
      Example.Split.allCases.map { split in entries.count { $0.split == split } })
    leaks = []
    var passages = SharedPassages()
    let same = Self.same(entries)
    leaks += try same.map { try Self.leak(.same, entries, $0, jaccard: 1, &passages) }
    let found = Set(same.map(Ends.init))
    for (ends, jaccard) in Self.alike(entries) where !found.contains(Ends(ends)) {
      leaks.append(try Self.leak(.alike, entries, ends, jaccard: jaccard, &passages))
    }
    leaks += try Self.groups(entries).map {
      try Self.leak(.group, entries, $0, jaccard: nil, &passages)
    }
  }

  /// The report of examples that nothing is wrong with, without a comparison; `nil` where a cluster or
  /// a group is in two splits, and all must be compared.
  ///
  /// - Parameter examples: no two are the same, and no two of different clusters are alike.
  init?(_ examples: [(group: String, cluster: Int, split: Example.Split)]) {
    var groups: [String: Example.Split] = [:]
    var clusters: [Int: Example.Split] = [:]
    clusters.reserveCapacity(examples.count)
    var sizes: [Example.Split: Int] = [:]
    var last: (group: String, split: Example.Split)?
    for (group, cluster, split) in examples {
      sizes[split, default: 0] += 1
      guard clusters.updateValue(split, forKey: cluster) ?? split == split else { return nil }
      // A document's examples stand together.
      if let last, last.group == group, last.split == split { continue }
      guard groups.updateValue(split, forKey: group) ?? split == split else { return nil }
      last = (group, split)
    }
    threshold = TextKinship.kinThreshold
    pairs = Self.pairs(Example.Split.allCases.map { sizes[$0] ?? 0 })
    leaks = []
  }

  /// How many pairs have their ends in different splits, of which there are three.
  private static func pairs(_ sizes: [Int]) -> Int {
    sizes[0] * sizes[1] + sizes[0] * sizes[2] + sizes[1] * sizes[2]
  }

  /// Two entries, by their places.
  private struct Ends: Hashable {
    var first: Int
    var second: Int

    init(_ ends: (Int, Int)) { (first, second) = (min(ends.0, ends.1), max(ends.0, ends.1)) }
  }

  private static func leak(
    _ kind: Leak.Kind, _ entries: [Entry], _ ends: (Int, Int), jaccard: Double?,
    _ passages: inout SharedPassages
  ) throws -> Leak {
    var (heldOut, other) = (entries[ends.0], entries[ends.1])
    if heldOut.split.isHeldOutLess(other.split) { swap(&heldOut, &other) }
    var shared: String?
    if kind != .group {
      let (one, two) = (try heldOut.answered(), try other.answered())
      shared = passages.longest(in: one, sharedWith: two, showing: Deduplication.mostShown).text
    }
    return Leak(
      kind: kind, heldOut: heldOut.id, heldOutSplit: heldOut.split,
      other: other.id, otherSplit: other.split, jaccard: jaccard, shared: shared)
  }

  /// Each example that the first of its key is in another split than.
  private static func same(_ entries: [Entry]) -> [(Int, Int)] {
    var firsts: [ContentKey: Int] = [:]
    var found: [(Int, Int)] = []
    for place in entries.indices {
      let first = firsts[entries[place].compared.key, default: place]
      firsts[entries[place].compared.key] = first
      if entries[first].split != entries[place].split { found.append((first, place)) }
    }
    return found
  }

  /// The first examples that each group has in two splits.
  private static func groups(_ entries: [Entry]) -> [(Int, Int)] {
    var firsts: [String: [Example.Split: Int]] = [:]
    var found: [(Int, Int)] = []
    for (place, entry) in entries.enumerated() {
      let others = firsts[entry.group] ?? [:]
      guard others[entry.split] == nil else { continue }
      if let first = others.values.min() { found.append((first, place)) }
      firsts[entry.group, default: [:]][entry.split] = place
    }
    return found
  }

  /// Every pair across splits that is alike: the more held-out splits are put into an index, and the
  /// others asked for.
  private static func alike(
    _ entries: [Entry]
  ) -> [(ends: (Int, Int), jaccard: Double)] {
    var sets = ShingleSets()
    for entry in entries { sets.append(entry.compared.shingles) }
    let threshold = TextKinship.kinThreshold
    var index = PrefixIndex(sets, of: Array(entries.indices), threshold: threshold)
    var found: [(ends: (Int, Int), jaccard: Double)] = []
    var candidates: [Int] = []
    for split in [Example.Split.test, .validation, .train] {
      let places = entries.indices.filter { entries[$0].split == split }
      for place in places {
        index.candidates(of: place, into: &candidates)
        for other in candidates.sorted() {
          if let jaccard = sets.jaccard(other, place, atLeast: threshold) {
            found.append(((other, place), jaccard))
          }
        }
      }
      if split != .train { for place in places { index.insert(place) } }
    }
    return found
  }
}
