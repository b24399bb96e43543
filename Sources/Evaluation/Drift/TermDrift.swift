import Glibc

/// Whether texts are about something else than others: the Jensen-Shannon divergence of their terms, held
/// against that of the same texts shuffled among the two sides.
///
/// Texts are shuffled whole, for the terms of one text are not drawn each for itself.
public struct TermDrift: Codable, Hashable, Sendable {
  /// A term whose share changed.
  public struct Moved: Codable, Hashable, Sendable {
    /// The term, in lower case.
    public var term: String
    /// The share of the texts that had it before, from 0 to 1.
    public var before: Double
    /// The share of the texts that have it now.
    public var after: Double
  }

  /// From 0 to 1.
  public let divergence: Double
  /// What texts of one kind show by chance: the mean of the shuffles.
  public let expected: Double
  /// How often shuffled texts are at least so unlike; beyond what shuffles can tell, by the gamma
  /// distribution that has their mean, deviation and skew.
  public let pValue: Double
  /// The terms that moved the most, those first.
  public let moved: [Moved]

  /// With so many shuffles at or above the observed, more would tell nothing new (Besag and Clifford,
  /// Sequential Monte Carlo p-values, 1991).
  private static let enough = 10
  private static let mostMoved = 8

  /// - Parameters:
  ///   - before: the terms of each text on the one side, each term once a text.
  ///   - after: the same of the other side.
  ///   - shuffles: at most so many are made.
  ///   - seed: equal seeds give equal shuffles.
  /// - Returns: `nil` where a side has no terms.
  public init?(
    before: [[String]], after: [[String]], shuffles: Int = 400, seed: UInt64
  ) {
    let table = TermTable(before + after)
    let split = before.count
    guard let observed = table.divergence(firstOf: Array(0..<table.count), split) else {
      return nil
    }
    var numbers = SeededNumbers(seed: seed)
    var order = Array(0..<table.count)
    var values: [Double] = []
    var above = 0
    while values.count < shuffles, above < Self.enough {
      // The side that is drawn is the smaller one's share of a shuffle: the rest is the other side.
      for place in 0..<min(split, table.count - 1) {
        order.swapAt(place, place + numbers.next(below: table.count - place))
      }
      let value = table.divergence(firstOf: order, split) ?? 0
      values.append(value)
      if value >= observed { above += 1 }
    }
    divergence = observed
    expected = values.reduce(0, +) / Double(max(1, values.count))
    if above >= Self.enough {
      pValue = Double(above) / Double(values.count)
    } else {
      let counted = Double(above + 1) / Double(values.count + 1)
      pValue = min(counted, GammaTail(values)?.share(above: observed) ?? counted)
    }
    moved = table.moved(split, most: Self.mostMoved)
  }
}
