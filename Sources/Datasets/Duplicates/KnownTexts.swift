public import FoundationEssentials

/// What a ``TextKinship`` found out, for the next one to start from: which texts were compared, what
/// each repeats, and which were in one cluster.
public struct KnownTexts: Hashable, Sendable {
  struct Entry: Hashable {
    var key: ShingleKey
    /// The entry that it repeats, or that is the first of its cluster; itself where it is.
    var head: Int
    /// The index with the entry it repeats; 0 where it repeats none.
    var jaccard: Double

    var isRepeat: Bool { jaccard > 0 }
  }

  /// In the order of the texts.
  private(set) var entries: [Entry] = []

  /// Nothing.
  public init() {}

  init(
    _ sets: ShingleSets, _ texts: [Int], _ repeats: [Int: TextKinship.Repeat],
    _ clusters: inout TextClusters
  ) {
    var places = [Int](repeating: 0, count: sets.count)
    for (place, text) in texts.enumerated() { places[text] = place }
    entries = texts.map { text in
      let found = repeats[text]
      return Entry(
        key: sets.keys[text], head: places[found?.keeper ?? clusters.head(of: text)],
        jaccard: found?.jaccard ?? 0)
    }
  }

  // MARK: Bytes

  /// Names the layout and the rules that the entries were found by.
  private static let mark: UInt64 = 0x0001_6E69_6B74_7874

  /// For a cache.
  public var data: Data {
    var data = Data()
    data.appendLittleEndian(
      [Self.mark]
        + entries.flatMap {
          [$0.key.high, $0.key.low, UInt64($0.head), $0.jaccard.bitPattern]
        })
    return data
  }

  /// From a cache; `nil` where the bytes are not these, or of an earlier layout.
  public init?(_ data: Data) {
    let words = data.littleEndianWords
    guard words.first == Self.mark, data.count % 32 == 8 else { return nil }
    let count = words.count / 4
    for place in 0..<count {
      let start = 1 + place * 4
      let jaccard = Double(bitPattern: words[start + 3])
      guard words[start + 2] <= place, jaccard >= 0, jaccard <= 1 else { return nil }
      let key = ShingleKey(high: words[start], low: words[start + 1])
      entries.append(Entry(key: key, head: Int(words[start + 2]), jaccard: jaccard))
    }
  }
}
