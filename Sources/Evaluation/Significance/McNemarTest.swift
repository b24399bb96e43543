/// McNemar's exact test (Note on the Sampling Error of the Difference Between Correlated Proportions,
/// 1947): two models answered the same prompts, right or wrong; only prompts where they differ tell.
public struct McNemarTest: Codable, Hashable, Sendable {
  /// Prompts that only the first model got right.
  public var onlyFirst: Int
  /// Prompts that only the second model got right.
  public var onlySecond: Int

  /// - Throws: ``EvaluationError`` where a count is negative.
  public init(onlyFirst: Int, onlySecond: Int) throws(EvaluationError) {
    guard onlyFirst >= 0, onlySecond >= 0 else {
      throw EvaluationError(
        .missing, "\(min(onlyFirst, onlySecond)) is no number of prompts",
        remedy: "Count the prompts that only one of the models got right.")
    }
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
  }

  /// Counts two models' answers to the same prompts.
  ///
  /// - Throws: ``EvaluationError`` where there are not as many of one as of the other.
  public init(first: [Bool], second: [Bool]) throws(EvaluationError) {
    guard first.count == second.count else {
      throw EvaluationError(
        .missing, "the models answered \(first.count) and \(second.count) prompts",
        remedy: "Give both models' answers to the same prompts.")
    }
    let pairs = zip(first, second)
    try self.init(
      onlyFirst: pairs.count { $0 && !$1 }, onlySecond: pairs.count { !$0 && $1 })
  }

  /// How likely a split as uneven is where the models are equally good: the two-sided binomial test.
  public var pValue: Double {
    let (fewer, all) = (min(onlyFirst, onlySecond), onlyFirst + onlySecond)
    // Half or nearly: both tails are more than all there is.
    guard 2 * fewer + 1 < all else { return 1 }
    let tail = BetaDistribution(a: Double(all - fewer), b: Double(fewer + 1)).share(below: 0.5)
    return min(1, 2 * tail)
  }
}
