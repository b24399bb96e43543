/// Decides whether a model may take another's place: not where the interval of the difference allows
/// that it is worse. A person may override the verdict, with a reason; that is not decided here.
public struct PromotionGate: Codable, Hashable, Sendable {
  /// How much worse is put up with, in the metric's own unit; 0 for nothing.
  public var tolerance: Double
  /// How many prompts it takes to tell. The resamples of a few are much alike, so that their interval is
  /// narrow for no reason: that of a single prompt has no width at all.
  public var leastPrompts: Int

  /// - Parameter tolerance: must not be negative.
  public init(tolerance: Double = 0, leastPrompts: Int = 20) {
    precondition(tolerance >= 0, "a tolerance is not negative")
    self.tolerance = tolerance
    self.leastPrompts = leastPrompts
  }

  /// A verdict on one metric.
  ///
  /// - Parameters:
  ///   - difference: where the candidate's figure less the present one lies.
  ///   - metric: its name, for the reason.
  ///   - isHigherBetter: whether a higher figure is better.
  public func verdict(
    on difference: ConfidenceInterval, metric: String, isHigherBetter: Bool = true
  ) -> PromotionVerdict {
    let worst = isHigherBetter ? difference.low : -difference.high
    let best = isHigherBetter ? difference.high : -difference.low
    let range = Self.words(difference)
    guard worst.isFinite, best.isFinite else {
      return PromotionVerdict(
        isAllowed: false, reason: "\(metric) could not be compared: its difference has no interval")
    }
    let limit = tolerance > 0 ? " by more than \(Self.figure(tolerance))" : ""
    if worst < -tolerance {
      let loss = best < -tolerance ? "is worse" : "may be worse"
      return PromotionVerdict(
        isAllowed: false, reason: "\(metric) \(loss)\(limit): the difference lies \(range)")
    }
    let gain = worst > 0 ? "is better" : "is not worse\(limit)"
    return PromotionVerdict(
      isAllowed: true, reason: "\(metric) \(gain): the difference lies \(range)")
  }

  /// One verdict on several metrics: every one must be allowed.
  ///
  /// - Parameter prompts: how many they were measured on.
  public func verdict(prompts: Int, on verdicts: [PromotionVerdict]) -> PromotionVerdict {
    guard prompts >= leastPrompts else {
      return PromotionVerdict(
        isAllowed: false,
        reason: "\(prompts) prompts are too few to tell, it takes \(leastPrompts)")
    }
    guard !verdicts.isEmpty else {
      return PromotionVerdict(isAllowed: false, reason: "nothing was compared")
    }
    let refusals = verdicts.filter { !$0.isAllowed }
    let said = refusals.isEmpty ? verdicts : refusals
    return PromotionVerdict(
      isAllowed: refusals.isEmpty, reason: said.map(\.reason).joined(separator: "; "))
  }

  private static func words(_ interval: ConfidenceInterval) -> String {
    "between \(figure(interval.low)) and \(figure(interval.high)) "
      + "with \(Figures.text(interval.level * 100, digits: 0)) % confidence"
  }

  private static func figure(_ value: Double) -> String { Figures.text(value, digits: 4) }
}
