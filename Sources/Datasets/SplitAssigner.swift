import Core
import Formats

/// Puts whole groups of examples (all of one source document) into training, validation and test.
///
/// A group's split is a function of its name alone (the first 32 bits of its SHA-256: below 80 % is
/// training, below 90 % validation, the rest test), so a document that is added moves no other one.
/// Where that leaves validation or test without a group though there are at least three, the groups
/// with the highest hashes are taken from training, one for each: only then may a new document move
/// one.
struct SplitAssigner {
  private let splits: [String: Example.Split]

  init(groups: [String]) {
    let ranked = Set(groups).map { (name: $0, hash: SplitAssigner.hash(of: $0)) }
      .sorted { ($0.hash, $0.name) < ($1.hash, $1.name) }
    guard ranked.count >= 3 else {
      splits = Dictionary(uniqueKeysWithValues: ranked.map { ($0.name, .train) })
      return
    }
    var splits: [String: Example.Split] = [:]
    for group in ranked {
      let share = Double(group.hash) / 4_294_967_296
      splits[group.name] = share < 0.8 ? .train : (share < 0.9 ? .validation : .test)
    }
    // Training must keep a group too: it takes the lowest.
    for wanted in [Example.Split.test, .validation, .train] where !splits.values.contains(wanted) {
      let order = wanted == .train ? ranked : ranked.reversed()
      let donor = order.first { group in
        guard let split = splits[group.name] else { return false }
        return splits.values.count { $0 == split } > 1
      }
      if let donor { splits[donor.name] = wanted }
    }
    self.splits = splits
  }

  subscript(group: String) -> Example.Split { splits[group] ?? .train }

  private static func hash(of group: String) -> UInt32 {
    UInt32(Digest(of: group).hex.prefix(8), radix: 16) ?? 0
  }
}
