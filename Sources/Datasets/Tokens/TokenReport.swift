/// A dataset in tokens: what its examples count, and what they cost.
struct TokenReport: Codable, Hashable {
  var encoding: TokenEncoding
  /// Whether the counts are estimates, for want of the encoding's ranks.
  var isEstimate: Bool
  var all: TokenStatistics
  var bySplit: [String: TokenStatistics]
  /// The limit that was set, and the examples beyond it.
  var limit: TokenLimit?
  var overLong: [TokenLimit.OverLong]
  var prices: Prices?

  /// What the examples cost, and as of when.
  struct Prices: Codable, Hashable {
    var date: String
    var source: String
    var costs: [CostEstimate]
  }
}
