import Core
import Formats

/// Groups of examples joined to what cannot be parted: groups with texts that say much the same.
struct SplitUnits {
  /// Groups that stay together.
  struct Unit {
    /// In the order of their names.
    var groups: [String]
    /// How many examples they have.
    var size: Int
    /// The least hash of any of them.
    var hash: UInt32

    var name: String { groups[0] }
  }

  /// By hash, then by name.
  let units: [Unit]

  /// - Parameters:
  ///   - groups: the group of each example.
  ///   - kin: pairs of groups that must stay together.
  init(groups: [String], kin: [(String, String)]) {
    let sizes = Self.sizes(of: groups)
    let names = sizes.keys.sorted()
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var clusters = TextClusters(count: names.count)
    for (one, other) in kin {
      if let one = places[one], let other = places[other] { clusters.join(one, other) }
    }
    var units: [Int: Unit] = [:]
    for (place, name) in names.enumerated() {
      var unit = units[clusters.head(of: place)] ?? Unit(groups: [], size: 0, hash: .max)
      unit.groups.append(name)
      unit.size += sizes[name] ?? 0
      unit.hash = min(unit.hash, Self.hash(of: name))
      units[clusters.head(of: place)] = unit
    }
    self.units = units.values.sorted { ($0.hash, $0.name) < ($1.hash, $1.name) }
  }

  /// How often each group is there; those of one document stand together.
  private static func sizes(of groups: [String]) -> [String: Int] {
    var sizes: [String: Int] = [:]
    var start = 0
    for place in groups.indices
    where place + 1 == groups.count || groups[place + 1] != groups[place] {
      sizes[groups[place], default: 0] += place + 1 - start
      start = place + 1
    }
    return sizes
  }

  /// The first 32 bits of a name's SHA-256.
  private static func hash(of name: String) -> UInt32 {
    UInt32(Digest(of: name).hex.prefix(8), radix: 16) ?? 0
  }
}
