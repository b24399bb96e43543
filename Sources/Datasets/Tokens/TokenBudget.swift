import Core

/// What a dataset's tokens are counted with, priced by and limited to.
public struct TokenBudget: Sendable {
  let counter: TokenCounter
  let prices: PriceTable?
  let limit: TokenLimit?

  public init(counter: TokenCounter, prices: PriceTable? = nil, limit: TokenLimit? = nil) {
    self.counter = counter
    self.prices = prices
    self.limit = limit
  }

  /// The dataset in tokens.
  func report(
    _ splits: [Example.Split: [ChatTokens]], overLong: [TokenLimit.OverLong]
  ) -> TokenReport {
    let chats = Example.Split.allCases.flatMap { splits[$0] ?? [] }
    let bySplit = Example.Split.allCases.map { split in
      (split.rawValue, TokenStatistics((splits[split] ?? []).map(\.total)))
    }
    let costs = prices.map { table in
      TokenReport.Prices(
        date: table.date, source: table.source,
        costs: table.models.compactMap { CostEstimate($0, for: chats, in: counter.encoding) })
    }
    return TokenReport(
      encoding: counter.encoding, isEstimate: counter.isEstimate,
      all: TokenStatistics(chats.map(\.total)),
      bySplit: Dictionary(uniqueKeysWithValues: bySplit),
      histogram: TokenReport.Bar.all(of: chats.map(\.total)), limit: limit, overLong: overLong,
      prices: costs)
  }
}
