import Core

/// Exact duplicates by normalised text: letter case and white space folded, canonically equivalent
/// characters equal. The first in document order stays.
///
/// A section is compared by its text alone: its instruction names the document, and the same text
/// in two documents would stand on both sides of a split. Questions and UI texts are compared with
/// what they were asked by.
///
/// Near-duplicates go the same way: of two sections or answers whose word 5-grams have a Jaccard index
/// of ``nearThreshold`` or more, the first stays.
struct Deduplication {
  /// From where on two texts count as one.
  static let nearThreshold = 0.8
  /// From where on two texts are too alike to stand on both sides of a split.
  static let kinThreshold = 0.5

  /// An example that was dropped.
  struct Dropped: Codable, Hashable {
    var example: String
    /// The document it came from.
    var group: String
    /// The example that stays in its place.
    var keeps: String
    /// The Jaccard index of the two answers' word 5-grams; `nil` for an exact duplicate.
    var jaccard: Double?
    /// The longest run of words the two answers share; `nil` for an exact duplicate.
    var shared: String?
  }

  /// The groups of examples that stay although they say much the same: they belong on one side of a
  /// split.
  private(set) var kin: [(String, String)] = []

  private(set) var kept: [ExampleRecord] = []
  private(set) var dropped: [Dropped] = []

  init(_ records: [ExampleRecord]) throws {
    var first: [ContentKey: String] = [:]
    for record in records {
      if let survivor = first[record.exact] {
        dropped.append(Dropped(example: record.id, group: record.group, keeps: survivor))
      } else {
        first[record.exact] = record.id
        kept.append(record)
      }
    }
    try dropNearDuplicates()
  }

  private mutating func dropNearDuplicates() throws {
    let texts = try kept.map { $0.isProse ? try $0.example().answered : "" }
    let pairs = NearDuplicates(texts, threshold: Self.kinThreshold).pairs
    var lost: Set<Int> = []
    // By the later text: each is held against those before it that stay.
    for pair in pairs.sorted(by: { ($0.second, $0.first) < ($1.second, $1.first) })
    where pair.jaccard >= Self.nearThreshold && !lost.contains(pair.first) {
      guard lost.insert(pair.second).inserted else { continue }
      dropped.append(
        Dropped(
          example: kept[pair.second].id, group: kept[pair.second].group,
          keeps: kept[pair.first].id, jaccard: pair.jaccard,
          shared: NearDuplicates.sharedPassage(texts[pair.first], texts[pair.second])))
    }
    kin = pairs.filter { !lost.contains($0.first) && !lost.contains($0.second) }
      .map { (kept[$0.first].group, kept[$0.second].group) }
    kept = kept.indices.filter { !lost.contains($0) }.map { kept[$0] }
  }
}

extension ExampleRecord {
  /// Whether the answer is running text, which can nearly repeat another; a UI text of two words
  /// cannot.
  fileprivate var isProse: Bool { recipe != "microcopy" }
}
