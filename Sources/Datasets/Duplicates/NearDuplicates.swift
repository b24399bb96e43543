/// Pairs of texts that say nearly the same: every pair whose sets of word 5-grams have a Jaccard index
/// at or above a threshold, none estimated and none missed.
///
/// Words are compared in lower case and without punctuation. Candidates come from an inverted index
/// over each set's rarest 5-grams, as many as a pair at the threshold must share one of (prefix
/// filtering: Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", WWW 2007); each is
/// then verified by intersecting the two sets.
public struct NearDuplicates: Sendable {
  /// Two texts, by their places in the list, the earlier one first.
  public struct Pair: Hashable, Sendable {
    public var first: Int
    public var second: Int
    /// |A ∩ B| / |A ∪ B| of the texts' word 5-grams.
    public var jaccard: Double
  }

  /// How many words a shingle has.
  static let shingleLength = 5

  /// By first text, then by second.
  public let pairs: [Pair]

  /// - Parameters:
  ///   - texts: a text of fewer than five words is in no pair.
  ///   - threshold: above 0, at most 1.
  public init(_ texts: [String], threshold: Double) {
    let sets = Self.ranked(texts.map(Self.shingles))
    let order = sets.indices.filter { !sets[$0].isEmpty }.sorted {
      (sets[$0].count, $0) < (sets[$1].count, $1)
    }
    var index: [Int: [Int]] = [:]
    var found: [Pair] = []
    var lastSeen = [Int](repeating: -1, count: texts.count)
    for text in order {
      let set = sets[text]
      let least = Int((threshold * Double(set.count)).rounded(.up))
      let prefix = set.prefix(set.count - least + 1)
      for shingle in prefix {
        for other in index[shingle] ?? [] where lastSeen[other] != text {
          lastSeen[other] = text
          guard sets[other].count >= least else { continue }
          let jaccard = Self.jaccard(set, sets[other])
          if jaccard >= threshold {
            found.append(
              Pair(first: min(text, other), second: max(text, other), jaccard: jaccard))
          }
        }
        index[shingle, default: []].append(text)
      }
    }
    pairs = found.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  /// The longest run of words that two texts share, as the first has it; empty where it is shorter
  /// than a shingle.
  public static func sharedPassage(_ one: String, _ other: String) -> String {
    let (a, b) = (words(of: one), words(of: other))
    guard a.count >= shingleLength, b.count >= shingleLength else { return "" }
    var starts: [ArraySlice<Substring>: [Int]] = [:]
    for start in 0...(b.count - shingleLength) {
      starts[b[start..<(start + shingleLength)], default: []].append(start)
    }
    var best = 0..<0
    var start = 0
    while start + shingleLength <= a.count {
      for other in starts[a[start..<(start + shingleLength)]] ?? [] {
        var length = shingleLength
        while start + length < a.count, other + length < b.count, a[start + length] == b[other + length]
        { length += 1 }
        if length > best.count { best = start..<(start + length) }
      }
      start += 1
    }
    return a[best].joined(separator: " ")
  }

  /// The words of a text, in lower case, without punctuation.
  private static func words(of text: String) -> [Substring] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }
  }

  /// The 64-bit hashes of a text's word 5-grams, each once.
  private static func shingles(of text: String) -> Set<UInt64> {
    let hashes = words(of: text).map { word in
      // FNV-1a (Fowler, Noll and Vo).
      word.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
    guard hashes.count >= shingleLength else { return [] }
    var shingles: Set<UInt64> = []
    for start in 0...(hashes.count - shingleLength) {
      var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
      for word in hashes[start..<(start + shingleLength)] {
        hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
      }
      shingles.insert(hash)
    }
    return shingles
  }

  /// The sets with their shingles numbered from the rarest to the commonest, ascending.
  private static func ranked(_ sets: [Set<UInt64>]) -> [[Int]] {
    var counts: [UInt64: Int] = [:]
    for set in sets { for shingle in set { counts[shingle, default: 0] += 1 } }
    // One that stands in one text alone can be in no intersection, but counts for its set's size.
    let ordered = counts.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    let ranks = Dictionary(
      uniqueKeysWithValues: ordered.enumerated().map { ($1.key, $0) })
    return sets.map { set in set.compactMap { ranks[$0] }.sorted() }
  }

  private static func jaccard(_ one: [Int], _ other: [Int]) -> Double {
    var (i, j, shared) = (0, 0, 0)
    while i < one.count, j < other.count {
      if one[i] == other[j] {
        shared += 1
        i += 1
        j += 1
      } else if one[i] < other[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Double(shared) / Double(one.count + other.count - shared)
  }
}
