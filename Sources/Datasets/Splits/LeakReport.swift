public import Core

/// What of the held-out splits stands in another one. An empty list of leaks is a proof: the search is
/// exact, so no two examples of different splits share half of their word 5-grams, none are the same,
/// and no source document is in two splits.
public struct LeakReport: Codable, Hashable, Sendable {
  /// An example in its split.
  public struct Entry: Sendable {
    public var example: Example
    public var split: Example.Split

    public init(_ example: Example, in split: Example.Split) {
      self.example = example
      self.split = split
    }
  }

  /// Something that two splits share.
  public struct Leak: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable {
      /// The examples are the same, by their normalised text.
      case same
      /// The answers' word 5-grams have a Jaccard index of ``LeakReport/threshold`` or more.
      case alike
      /// The examples come of one source document.
      case group
    }
    public var kind: Kind
    /// The example that is held out the more, and its split.
    public var heldOut: String
    public var heldOutSplit: Example.Split
    public var other: String
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
  public var leaks: [Leak]

  public var isClean: Bool { leaks.isEmpty }

  /// - Parameters:
  ///   - entries: all examples of the dataset.
  ///   - compared: what each is compared by; made here where there is none.
  public init(_ entries: [Entry], compared: [ComparedExample]? = nil) {
    threshold = TextKinship.kinThreshold
    let sizes = Example.Split.allCases.map { split in entries.count { $0.split == split } }
    pairs = sizes[0] * sizes[1] + sizes[0] * sizes[2] + sizes[1] * sizes[2]
    var comparing = ExampleComparing()
    let compared = compared ?? entries.map { comparing.compared($0.example) }
    leaks = []
    var passages = SharedPassages()
    let same = Self.same(entries, compared)
    leaks += same.map { Self.leak(.same, entries, $0, jaccard: 1, &passages) }
    let found = Set(same.map(Ends.init))
    for (ends, jaccard) in Self.alike(entries, compared) where !found.contains(Ends(ends)) {
      leaks.append(Self.leak(.alike, entries, ends, jaccard: jaccard, &passages))
    }
    leaks += Self.groups(entries).map { Self.leak(.group, entries, $0, jaccard: nil, &passages) }
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
  ) -> Leak {
    var (heldOut, other) = (entries[ends.0], entries[ends.1])
    if heldOut.split.isHeldOutLess(other.split) { swap(&heldOut, &other) }
    let shared =
      kind == .group
      ? nil
      : passages.longest(
        in: heldOut.example.answered, sharedWith: other.example.answered,
        showing: Deduplication.mostShown
      ).text
    return Leak(
      kind: kind, heldOut: heldOut.example.id, heldOutSplit: heldOut.split,
      other: other.example.id, otherSplit: other.split, jaccard: jaccard, shared: shared)
  }

  /// Each example that the first of its key is in another split than.
  private static func same(_ entries: [Entry], _ compared: [ComparedExample]) -> [(Int, Int)] {
    var firsts: [String: Int] = [:]
    var found: [(Int, Int)] = []
    for place in entries.indices {
      let first = firsts[compared[place].key.hex, default: place]
      firsts[compared[place].key.hex] = first
      if entries[first].split != entries[place].split { found.append((first, place)) }
    }
    return found
  }

  /// The first examples that each group has in two splits.
  private static func groups(_ entries: [Entry]) -> [(Int, Int)] {
    var firsts: [String: [Example.Split: Int]] = [:]
    var found: [(Int, Int)] = []
    for (place, entry) in entries.enumerated() {
      let others = firsts[entry.example.group] ?? [:]
      guard others[entry.split] == nil else { continue }
      if let first = others.values.min() { found.append((first, place)) }
      firsts[entry.example.group, default: [:]][entry.split] = place
    }
    return found
  }

  /// Every pair across splits that is alike: the more held-out splits are put into an index, and the
  /// others asked for.
  private static func alike(
    _ entries: [Entry], _ compared: [ComparedExample]
  ) -> [(ends: (Int, Int), jaccard: Double)] {
    var sets = ShingleSets()
    for example in compared { sets.append(example.shingles) }
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
