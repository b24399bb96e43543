/// Finds the name that another nearly is: a letter left out, put in or swapped; in long names, two.
struct NearNames {
  /// The most names that are compared in one report: a bound on time, far above real ones.
  private static let budget = 2_000_000

  private let names: [[UInt8]]
  /// By length and first or last letters: what is near shares one of the two.
  private var buckets: [Bucket: [Int]] = [:]
  private let spent = Spending()

  private struct Bucket: Hashable {
    var length: Int
    var letters: [UInt8]
    var isEnd: Bool
  }

  private final class Spending { var count = 0 }

  init(_ names: [String]) {
    self.names = names.map { Array($0.utf8) }
    for (index, name) in self.names.enumerated() {
      buckets[Bucket(length: name.count, letters: Array(name.prefix(3)), isEnd: false), default: []]
        .append(index)
      buckets[Bucket(length: name.count, letters: Array(name.suffix(3)), isEnd: true), default: []]
        .append(index)
    }
  }

  /// The index of the nearest name; the first of those that are equally near.
  func nearest(to name: String) -> Int? {
    let name = Array(name.utf8)
    // In short words, one letter makes another word.
    guard name.count >= 6 else { return nil }
    let limit = name.count < 12 ? 1 : 2
    var best: (distance: Int, index: Int)?
    for index in candidates(for: name, within: limit) {
      spent.count += 1
      guard spent.count <= Self.budget else { return best?.index }
      guard let distance = EditDistance.between(name, names[index], upTo: limit),
        Self.isSlip(name, names[index], distance)
      else { continue }
      if best.map({ (distance, index) < $0 }) ?? true { best = (distance, index) }
    }
    return best?.index
  }

  private func candidates(for name: [UInt8], within limit: Int) -> [Int] {
    var found: Set<Int> = []
    for length in (name.count - limit)...(name.count + limit) {
      found.formUnion(
        buckets[Bucket(length: length, letters: Array(name.prefix(3)), isEnd: false)] ?? [])
      found.formUnion(
        buckets[Bucket(length: length, letters: Array(name.suffix(3)), isEnd: true)] ?? [])
    }
    return found.sorted()
  }

  /// Whether two near names differ by a slip: numbers are different on purpose, and so are short words
  /// of one changed letter (`Insert`, `Invert`).
  private static func isSlip(_ left: [UInt8], _ right: [UInt8], _ distance: Int) -> Bool {
    func digits(_ name: [UInt8]) -> [UInt8] {
      name.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard digits(left) == digits(right) else { return false }
    let isChange = left.count == right.count && left.sorted() != right.sorted()
    return !isChange || left.count >= 10
  }
}
