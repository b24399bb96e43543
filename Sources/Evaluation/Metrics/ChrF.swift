/// chrF and chrF++ (Popović, chrF: character n-gram F-score for automatic MT evaluation, 2015; chrF++:
/// words helping character n-grams, 2017) as sacrebleu computes them, from 0 to 100. chrF++ is the one
/// with words of order 2.
public struct ChrF: TextMetric, Hashable {
  /// The longest n-grams of characters that count.
  public var characterOrder: Int
  /// The longest n-grams of words that count; 0 for chrF, 2 for chrF++.
  public var wordOrder: Int
  /// How many times as much recall counts as precision.
  public var beta: Int
  /// Whether capital letters count as small ones.
  public var isLowercased: Bool
  /// Whether the white space between words counts as characters.
  public var includesWhitespace: Bool

  public init(
    characterOrder: Int = 6, wordOrder: Int = 0, beta: Int = 2, isLowercased: Bool = false,
    includesWhitespace: Bool = false
  ) {
    precondition(characterOrder > 0 && wordOrder >= 0 && beta > 0, "chrF counts n-grams")
    self.characterOrder = characterOrder
    self.wordOrder = wordOrder
    self.beta = beta
    self.isLowercased = isLowercased
    self.includesWhitespace = includesWhitespace
  }

  /// chrF++, with its words.
  public static let plusPlus = ChrF(wordOrder: 2)

  public var name: String { "chrF\(beta)\(String(repeating: "+", count: wordOrder))" }

  public func signature(references: Int?) -> String {
    [
      counted(references), "case:\(isLowercased ? "lc" : "mixed")", "eff:yes",
      "nc:\(characterOrder)", "nw:\(wordOrder)", "space:\(includesWhitespace ? "yes" : "no")",
      "version:2.6.0",
    ].joined(separator: "|")
  }

  /// Per segment for each order, characters first: the hypothesis's n-grams, the reference's, and those
  /// that match; of several references the one that gives the best figure.
  public func statistics(
    of pairs: [TextPair]
  ) throws(EvaluationError) -> SegmentStatistics {
    try requireReferences(pairs)
    var statistics = SegmentStatistics(width: 3 * (characterOrder + wordOrder))
    statistics.reserve(pairs.count)
    var counter = CharacterMatches(self)
    for pair in pairs {
      var best: [Double] = []
      var bestValue = -1.0
      counter.read(pair.hypothesis)
      for reference in pair.references {
        let row = counter.count(against: reference)
        let value = pair.references.count > 1 ? value(of: row) : 0
        if value > bestValue { (best, bestValue) = (row, value) }
      }
      statistics.append(best)
    }
    return statistics
  }

  public func value(of total: [Double]) -> Double {
    var (precision, recall, orders) = (0.0, 0.0, 0.0)
    for index in stride(from: 0, to: total.count, by: 3) {
      let (ours, theirs, matches) = (total[index], total[index + 1], total[index + 2])
      guard ours > 0, theirs > 0 else { continue }
      precision += matches / ours
      recall += matches / theirs
      orders += 1
    }
    guard orders > 0, precision + recall > 0 else { return 0 }
    precision /= orders
    recall /= orders
    let factor = Double(beta * beta)
    return 100 * (1 + factor) * precision * recall / (factor * precision + recall)
  }
}
