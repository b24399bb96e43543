/// Which elements of two sequences stand for each other, in the order of both.
///
/// What occurs once on either side is matched first (patience), so that a passage keeps together; the
/// longest common subsequence settles what lies between. Work is bounded by a budget: once it is
/// spent, what is left counts as replaced.
struct SequenceAlignment {
  /// Indexes into the old and the new sequence, both rising.
  private(set) var pairs: [(old: Int, new: Int)] = []
  private let old: [Int32]
  private let new: [Int32]
  private var open: [(old: Range<Int>, new: Range<Int>)] = []

  /// The largest table of a longest common subsequence, in cells.
  private static let tableLimit = 250_000

  /// Aligns two sequences of interned elements.
  ///
  /// - Parameter budget: how many steps may be taken; those that were are taken off.
  init(_ old: [Int32], _ new: [Int32], budget: inout Int) {
    self.old = old
    self.new = new
    open = [(old.indices, new.indices)]
    while let (old, new) = open.popLast() { align(old, new, &budget) }
    pairs.sort { $0.old < $1.old }
  }

  private mutating func align(_ olds: Range<Int>, _ news: Range<Int>, _ budget: inout Int) {
    var (olds, news) = (olds, news)
    while let o = olds.first, let n = news.first, old[o] == new[n] {
      pairs.append((o, n))
      olds = olds.dropFirst()
      news = news.dropFirst()
    }
    while let o = olds.last, let n = news.last, old[o] == new[n] {
      pairs.append((o, n))
      olds = olds.dropLast()
      news = news.dropLast()
    }
    budget -= olds.count + news.count
    guard !olds.isEmpty, !news.isEmpty, budget > 0 else { return }
    let anchors = uniqueInBoth(olds, news)
    guard !anchors.isEmpty else {
      alignByTable(olds, news, &budget)
      return
    }
    var (o, n) = (olds.lowerBound, news.lowerBound)
    for anchor in anchors {
      pairs.append(anchor)
      open.append((o..<anchor.old, n..<anchor.new))
      (o, n) = (anchor.old + 1, anchor.new + 1)
    }
    open.append((o..<olds.upperBound, n..<news.upperBound))
  }

  /// The elements that occur once on either side, as many as stand in the same order.
  private func uniqueInBoth(
    _ olds: Range<Int>, _ news: Range<Int>
  ) -> [(old: Int, new: Int)] {
    var places: [Int32: (old: Int, new: Int)] = [:]
    let (none, several) = (-1, -2)
    for index in olds {
      let seen = places[old[index]]
      places[old[index]] = (seen == nil ? index : several, none)
    }
    for index in news {
      guard let seen = places[new[index]] else { continue }
      places[new[index]]?.new = seen.new == none ? index : several
    }
    let unique = places.values.filter { $0.old >= 0 && $0.new >= 0 }.sorted { $0.old < $1.old }
    return Self.longestRising(unique)
  }

  /// The longest subsequence whose new indexes rise too (patience sorting).
  private static func longestRising(
    _ found: [(old: Int, new: Int)]
  ) -> [(old: Int, new: Int)] {
    var tops: [Int] = []
    var before = [Int](repeating: -1, count: found.count)
    for index in found.indices {
      var (low, high) = (0, tops.count)
      while low < high {
        let middle = (low + high) / 2
        if found[tops[middle]].new < found[index].new { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? tops[low - 1] : -1
      if low == tops.count { tops.append(index) } else { tops[low] = index }
    }
    var chain: [(old: Int, new: Int)] = []
    var index = tops.last ?? -1
    while index >= 0 {
      chain.append(found[index])
      index = before[index]
    }
    return chain.reversed()
  }

  private mutating func alignByTable(
    _ olds: Range<Int>, _ news: Range<Int>, _ budget: inout Int
  ) {
    let (height, width) = (olds.count, news.count)
    let cells = (height + 1) * (width + 1)
    guard cells <= Self.tableLimit, cells <= budget else { return }
    budget -= cells
    var table = [Int32](repeating: 0, count: cells)
    for o in stride(from: height - 1, through: 0, by: -1) {
      for n in stride(from: width - 1, through: 0, by: -1) {
        let here = o * (width + 1) + n
        let isSame = old[olds.lowerBound + o] == new[news.lowerBound + n]
        table[here] =
          isSame
          ? table[here + width + 2] + 1 : max(table[here + 1], table[here + width + 1])
      }
    }
    var (o, n) = (0, 0)
    while o < height, n < width {
      let here = o * (width + 1) + n
      if old[olds.lowerBound + o] == new[news.lowerBound + n] {
        pairs.append((olds.lowerBound + o, news.lowerBound + n))
        (o, n) = (o + 1, n + 1)
      } else if table[here + width + 1] >= table[here + 1] {
        o += 1
      } else {
        n += 1
      }
    }
  }
}
