import Core
import Formats

/// Puts whole groups of examples (all of one source document) into training, validation and test.
/// Groups with texts that say much the same go together.
///
/// From ten groups on, a group's split is a function of its name alone (the first 32 bits of its
/// SHA-256: below 80 % is training, below 90 % validation, the rest test), so a document that is
/// added moves no other one. Where that leaves a split without a group, the one with the nearest
/// hash moves into it.
///
/// Of three to nine groups a tenth is less than one: the group nearest to a tenth of the examples is
/// the test split, the next nearest the validation split, and the rest is training. A new document
/// may then move another. One or two groups are training alone.
struct SplitAssigner {
  private let splits: [String: Example.Split]

  /// The fewest groups that are split by their hash.
  private static let fewestHashed = 10

  /// - Parameters:
  ///   - groups: the group of each example.
  ///   - kin: pairs of groups that must share a split.
  init(groups: [String], kin: [(String, String)] = []) {
    let heads = Self.heads(of: groups, joinedBy: kin)
    let sizes = groups.reduce(into: [String: Int]()) { $0[heads[$1] ?? $1, default: 0] += 1 }
    let ranked = sizes.map { Group(name: $0, size: $1) }
      .sorted { ($0.hash, $0.name) < ($1.hash, $1.name) }
    var splits = Dictionary(uniqueKeysWithValues: ranked.map { ($0.name, Example.Split.train) })
    if ranked.count >= Self.fewestHashed {
      for group in ranked { splits[group.name] = group.hashedSplit }
      SplitAssigner.fill(&splits, from: ranked)
    } else if ranked.count >= 3 {
      let distances = ranked.map { (abs($0.size * 10 - groups.count), $0.hash, $0.name) }.sorted(
        by: <)
      splits[distances[0].2] = .test
      splits[distances[1].2] = .validation
    }
    self.splits = heads.mapValues { splits[$0] ?? .train }
  }

  /// The group that stands for each group and all its kin: the first by name.
  private static func heads(
    of groups: [String], joinedBy kin: [(String, String)]
  ) -> [String: String] {
    var heads = Dictionary(groups.map { ($0, $0) }) { first, _ in first }
    func head(_ group: String) -> String {
      var group = group
      while let next = heads[group], next != group { group = next }
      return group
    }
    for (first, second) in kin {
      let (one, other) = (head(first), head(second))
      if one != other { heads[max(one, other)] = min(one, other) }
    }
    return heads.keys.reduce(into: [:]) { $0[$1] = head($1) }
  }

  subscript(group: String) -> Example.Split { splits[group] ?? .train }

  private struct Group {
    let name: String
    let size: Int
    /// 0 to 2^32 - 1.
    let hash: UInt32

    init(name: String, size: Int) {
      self.name = name
      self.size = size
      hash = UInt32(Digest(of: name).hex.prefix(8), radix: 16) ?? 0
    }

    var hashedSplit: Example.Split {
      let share = Double(hash) / 4_294_967_296
      return share < 0.8 ? .train : (share < 0.9 ? .validation : .test)
    }
  }

  /// Moves a group into each split that has none, from one that keeps another.
  private static func fill(_ splits: inout [String: Example.Split], from ranked: [Group]) {
    for wanted in [Example.Split.test, .validation, .train] where !splits.values.contains(wanted) {
      let candidates = wanted == .train ? ranked : ranked.reversed()
      let donor = candidates.first { group in
        splits.values.count { $0 == splits[group.name] } > 1
      }
      if let donor { splits[donor.name] = wanted }
    }
  }
}
