/// How often texts of each length came: lengths beyond 1,023 are kept to ten bits, so that there are few of
/// them however many texts.
struct LengthCounts {
  private(set) var counts: [Int: Int] = [:]
  private(set) var total = 0
  private var sum = 0

  mutating func add(_ length: Int) {
    counts[Self.kept(length), default: 0] += 1
    total += 1
    sum += length
  }

  mutating func merge(_ other: LengthCounts) {
    counts.merge(other.counts, uniquingKeysWith: +)
    total += other.total
    sum += other.sum
  }

  /// The mean of the lengths as they were.
  var mean: Double? { total == 0 ? nil : Double(sum) / Double(total) }

  /// The length that half of the texts are at or below.
  var median: Int? {
    var below = 0
    for (length, count) in counts.sorted(by: { $0.key < $1.key }) {
      below += count
      if below * 2 >= total { return length }
    }
    return nil
  }

  private static func kept(_ length: Int) -> Int {
    guard length >= 1_024 else { return length }
    let shift = Int.bitWidth - length.leadingZeroBitCount - 10
    return (length >> shift) << shift
  }
}
