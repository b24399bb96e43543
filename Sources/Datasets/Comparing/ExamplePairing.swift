import Core

/// Which example of one dataset is which of another: first by id; of the rest those of one recipe and
/// document that ask the same, then those made of one place, then those that answer the same.
struct ExamplePairing {
  private(set) var pairs: [(old: Dataset.Entry, new: Dataset.Entry)] = []
  private(set) var removed: [Dataset.Entry]
  private(set) var added: [Dataset.Entry]

  init(_ old: [Dataset.Entry], _ new: [Dataset.Entry]) {
    removed = old
    added = new
    pair { [$0.example.id] }
    pair { $0.kin + [$0.example.asked] }
    pair { entry in entry.example.sources.first.map { entry.kin + [$0.path] } }
    pair { $0.kin + [$0.example.answered] }
  }

  /// Pairs those that share a key, in their order.
  private mutating func pair(by key: (Dataset.Entry) -> [String]?) {
    var waiting: [[String]: [Int]] = [:]
    for index in removed.indices.reversed() {
      if let key = key(removed[index]) { waiting[key, default: []].append(index) }
    }
    var paired: Set<Int> = []
    added.removeAll { entry in
      guard let key = key(entry), let index = waiting[key]?.popLast() else { return false }
      paired.insert(index)
      pairs.append((removed[index], entry))
      return true
    }
    removed = removed.indices.filter { !paired.contains($0) }.map { removed[$0] }
  }
}

extension Dataset.Entry {
  /// What examples that became one another have in common.
  fileprivate var kin: [String] { [example.kind.rawValue, example.recipe, example.group] }
}
