import Core

/// What a dataset's tokens are counted with, priced by and limited to.
public struct TokenBudget: Sendable {
  var counter: TokenCounter
  let prices: PriceTable?
  let limit: TokenLimit?

  public init(counter: TokenCounter, prices: PriceTable? = nil, limit: TokenLimit? = nil) {
    self.counter = counter
    self.prices = prices
    self.limit = limit
  }

  /// The examples that fit the limit, and those that did not.
  mutating func fit(_ examples: [Example]) -> (kept: [Example], overLong: [TokenLimit.OverLong]) {
    limit?.apply(to: examples, &counter) ?? (examples, [])
  }

  /// The dataset in tokens.
  mutating func report(
    _ splits: [Example.Split: [Example]], overLong: [TokenLimit.OverLong]
  ) -> TokenReport {
    var chats: [ChatTokens] = []
    var bySplit: [String: TokenStatistics] = [:]
    for split in Example.Split.allCases {
      let own = (splits[split] ?? []).map { ChatTokens($0.messages, &counter) }
      bySplit[split.rawValue] = TokenStatistics(own.map(\.total))
      chats += own
    }
    let costs = prices.map { table in
      TokenReport.Prices(
        date: table.date, source: table.source,
        costs: table.models.compactMap { CostEstimate($0, for: chats, in: counter.encoding) })
    }
    return TokenReport(
      encoding: counter.encoding, isEstimate: counter.isEstimate,
      all: TokenStatistics(chats.map(\.total)), bySplit: bySplit, limit: limit,
      overLong: overLong, prices: costs)
  }
}
