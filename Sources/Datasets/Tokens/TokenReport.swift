/// A dataset in tokens: what its examples count, and what they cost.
struct TokenReport: Codable, Hashable {
  var encoding: TokenEncoding
  /// Whether the counts are estimates, for want of the encoding's ranks.
  var isEstimate: Bool
  var all: TokenStatistics
  var bySplit: [String: TokenStatistics]
  /// How many examples have how many tokens.
  var histogram: [Bar]
  /// The limit that was set, and the examples beyond it.
  var limit: TokenLimit?
  var overLong: [TokenLimit.OverLong]
  var prices: Prices?

  /// The figures as a person reads them.
  var sentence: String {
    let kind = isEstimate ? "an estimate: its ranks are not installed" : "counted"
    return "\(all.total) tokens of \(encoding.rawValue) (\(kind)); of one example \(all.min) at "
      + "least, \(all.median) in the median, \(all.p95) at the 95th percentile, \(all.max) at most."
  }

  /// Examples of a range of tokens.
  struct Bar: Codable, Hashable {
    var from: Int
    /// The range ends before it.
    var to: Int
    var examples: Int

    /// The ranges that counts fall into, each from a power of two to the next.
    static func all(of counts: [Int]) -> [Bar] {
      let bars = counts.reduce(into: [Int: Int]()) { $0[(max(1, $1)).leadingPower, default: 0] += 1 }
      guard let first = bars.keys.min(), let last = bars.keys.max() else { return [] }
      return (first...last).map {
        Bar(from: $0 == 0 ? 0 : 1 << $0, to: 1 << ($0 + 1), examples: bars[$0] ?? 0)
      }
    }
  }

  /// What the examples cost, and as of when.
  struct Prices: Codable, Hashable {
    var date: String
    var source: String
    var costs: [CostEstimate]
  }
}

extension Int {
  /// The exponent of the greatest power of two that is no greater.
  fileprivate var leadingPower: Int { Int.bitWidth - 1 - leadingZeroBitCount }
}
