import Core

/// Leaves of examples that say the same the first, and of those that say nearly the same, too.
///
/// Exact duplicates are those of one ``ComparedExample/key``. Near-duplicates are what ``TextKinship``
/// finds to be repeats. What stays depends on the examples and their order alone.
struct Deduplication {
  /// From where on two texts count as one.
  static let nearThreshold = TextKinship.repeatThreshold
  /// From where on two texts are too alike to stand on both sides of a split.
  static let kinThreshold = TextKinship.kinThreshold

  /// An example that was dropped.
  struct Dropped: Codable, Hashable {
    var example: String
    /// The document it came from.
    var group: String
    /// The example that stays in its place.
    var keeps: String
    /// The Jaccard index of the two answers' word 5-grams; `nil` for an exact duplicate.
    var jaccard: Double?
    /// The longest run of words the two answers share, as the one that stays has it, or its first
    /// ``mostShown`` words; `nil` for an exact duplicate.
    var shared: String?
    /// How many words that run has.
    var sharedWords: Int?
  }

  /// The most words of a passage that are shown.
  static let mostShown = 40

  private(set) var kept: [Example] = []
  private(set) var dropped: [Dropped] = []
  /// For each example that stays the first one of its cluster, by their places in ``kept``: examples
  /// of one cluster say much the same, and belong on one side of a split.
  private(set) var clusters: [Int] = []
  /// The groups that must share a split: those of one cluster, and those of an example that was
  /// dropped and of the one that stays where another example of the same source nodes is left.
  private(set) var kin: [(String, String)] = []
  private(set) var search = DuplicateSearch.exact
  /// For the next time.
  private(set) var known = KnownTexts()

  /// - Parameters:
  ///   - examples: in the order of their documents.
  ///   - compared: what each is compared by; made here where there is none.
  ///   - known: what was known when they were last compared.
  init(
    _ examples: [Example], compared: [ComparedExample]? = nil, known: KnownTexts? = nil
  ) {
    let compared = compared ?? Self.compared(examples)
    var first: [String: Int] = [:]
    first.reserveCapacity(examples.count)
    var unique: [Int] = []
    var sets = ShingleSets()
    sets.reserve(shingles: compared.reduce(0) { $0 + $1.shingles.count })
    for (place, example) in examples.enumerated() {
      if let survivor = first[compared[place].key.hex] {
        dropped.append(
          Dropped(example: example.id, group: example.group, keeps: examples[survivor].id))
        keepers.append((place, survivor))
      } else {
        first[compared[place].key.hex] = place
        unique.append(place)
        sets.append(compared[place].shingles)
      }
    }
    let kinship = TextKinship(sets, known: known)
    search = kinship.search
    self.known = kinship.known
    drop(kinship.repeats, of: unique, in: examples)
    keep(unique, of: examples, kinship)
    joinGroups(examples)
  }

  /// The examples that were dropped and those that stay for them, by their places.
  private var keepers: [(dropped: Int, keeper: Int)] = []

  private static func compared(_ examples: [Example]) -> [ComparedExample] {
    var comparing = ExampleComparing()
    return examples.map { comparing.compared($0) }
  }

  private mutating func drop(
    _ repeats: [TextKinship.Repeat], of unique: [Int], in examples: [Example]
  ) {
    var passages = SharedPassages()
    for found in repeats {
      let (one, other) = (unique[found.text], unique[found.keeper])
      let shared = passages.longest(
        in: examples[other].answered, sharedWith: examples[one].answered, showing: Self.mostShown)
      dropped.append(
        Dropped(
          example: examples[one].id, group: examples[one].group, keeps: examples[other].id,
          jaccard: found.jaccard, shared: shared.text, sharedWords: shared.words))
      keepers.append((one, other))
    }
  }

  private mutating func keep(_ unique: [Int], of examples: [Example], _ kinship: TextKinship) {
    var isRepeat = [Bool](repeating: false, count: unique.count)
    for found in kinship.repeats { isRepeat[found.text] = true }
    var places = [Int](repeating: 0, count: unique.count)
    for text in unique.indices where !isRepeat[text] {
      places[text] = kept.count
      kept.append(examples[unique[text]])
      clusters.append(places[kinship.clusters[text]])
    }
  }

  private mutating func joinGroups(_ examples: [Example]) {
    for (place, head) in clusters.enumerated() where kept[place].group != kept[head].group {
      kin.append((kept[head].group, kept[place].group))
    }
    // What was dropped may stand behind another example too: a question on the same paragraph.
    let nodes = Set(keepers.flatMap { examples[$0.dropped].sources.map(\.node) })
    guard !nodes.isEmpty else { return }
    let left = Set(kept.flatMap { $0.sources.map(\.node).filter(nodes.contains) })
    for (dropped, keeper) in keepers where examples[dropped].group != examples[keeper].group {
      if examples[dropped].sources.contains(where: { left.contains($0.node) }) {
        kin.append((examples[keeper].group, examples[dropped].group))
      }
    }
  }
}
