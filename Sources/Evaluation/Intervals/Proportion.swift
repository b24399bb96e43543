/// So many of so many: a share, with where it may lie.
public struct Proportion: Codable, Hashable, Sendable {
  /// How many there are of what is counted.
  public var successes: Int
  /// How many there are in all.
  public var trials: Int

  /// - Throws: ``EvaluationError`` where there are none, or more successes than trials.
  public init(_ successes: Int, of trials: Int) throws(EvaluationError) {
    guard trials > 0, (0...trials).contains(successes) else {
      throw EvaluationError(
        .missing, "\(successes) of \(trials) is no share",
        remedy: "Count at least one trial, and at most as many successes as trials.")
    }
    self.successes = successes
    self.trials = trials
  }

  /// From 0 to 1.
  public var share: Double { Double(successes) / Double(trials) }

  /// Wilson's score interval, without a correction for continuity: near to its level also for few trials.
  public func wilson(level: Double = 0.95) -> ConfidenceInterval {
    let n = Double(trials)
    let z = NormalDistribution.value(above: 0.5 + level / 2)
    let denominator = 2 * (n + z * z)
    let center = (2 * n * share + z * z) / denominator
    let half = z / denominator * (4 * n * share * (1 - share) + z * z).squareRoot()
    return ConfidenceInterval(
      low: successes == 0 ? 0 : center - half, high: successes == trials ? 1 : center + half,
      level: level, method: .wilson)
  }

  /// Clopper and Pearson's interval: never below its level, and wider for it.
  public func exact(level: Double = 0.95) -> ConfidenceInterval {
    let (k, n) = (Double(successes), Double(trials))
    let tail = (1 - level) / 2
    return ConfidenceInterval(
      low: successes == 0 ? 0 : BetaDistribution(a: k, b: n - k + 1).value(above: tail),
      high: successes == trials
        ? 1 : BetaDistribution(a: k + 1, b: n - k).value(above: 1 - tail),
      level: level, method: .exact)
  }
}
