/// How much shares vary from day to day beyond what counting so few gives, as quiet days show it: Pearson's
/// chi-squared over its degrees of freedom (McCullagh and Nelder, Generalized Linear Models, 1989, 4.5).
///
/// A test that takes every case for itself finds change on any busy day, for days differ and cases hang
/// together. Here the counts are divided by the variation before they are tested, and what is uncertain
/// about the variation itself is told by Student's distribution.
public struct ShareVariation: Hashable, Sendable {
  /// By how much the variance is greater than chance's; never below 1.
  public let factor: Double
  /// The degrees of freedom that the factor has; 0 where nothing is known of it.
  public let freedom: Int

  /// - Parameter groups: the shares of quiet days; those of one group are of the same thing.
  public init(_ groups: [[Proportion]]) {
    var (sum, freedom) = (0.0, 0)
    for days in groups where days.count > 1 {
      freedom += days.count - 1
      let successes = Double(days.reduce(0) { $0 + $1.successes })
      let share = successes / Double(days.reduce(0) { $0 + $1.trials })
      guard share > 0, share < 1 else { continue }
      for day in days {
        let expected = Double(day.trials) * share
        let off = Double(day.successes) - expected
        sum += off * off / (expected * (1 - share))
      }
    }
    self.init(sum: sum, freedom: freedom)
  }

  init(sum: Double, freedom: Int) {
    self.freedom = freedom
    factor = freedom > 0 ? max(1, sum / Double(freedom)) : 1
  }

  /// How often a share would rise so much by chance and by what days vary; 1 where the variation is not
  /// known.
  public func pValue(before: Proportion, after: Proportion) -> Double {
    // Both are rounded towards each other.
    guard let one = deflated(before, .up), let other = deflated(after, .down) else { return 1 }
    return judged(FisherTest(before: one, after: other).pValue, isDeflated: true)
  }

  /// What is left of a chance where the spread was estimated.
  func judged(_ pValue: Double, isDeflated: Bool) -> Double {
    guard freedom > 0 else { return 1 }
    // Smaller ones have no normal deviate that can be computed, and need none.
    let deviate = -NormalDistribution.value(above: max(pValue, 1e-290))
    return StudentDistribution(freedom: Double(freedom))
      .share(above: isDeflated ? deviate : deviate / factor.squareRoot())
  }

  private func deflated(_ share: Proportion, _ rule: FloatingPointRoundingRule) -> Proportion? {
    let trials = max(1, Int(Double(share.trials) / factor))
    let successes = (Double(trials) * share.share * (rule == .up ? 1 - 1e-12 : 1 + 1e-12))
      .rounded(rule)
    return try? Proportion(min(trials, Int(successes)), of: trials)
  }
}
