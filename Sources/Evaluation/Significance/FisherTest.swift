import Glibc

/// Whether a share rose: Fisher's exact test (On the Interpretation of Chi-Squared from Contingency Tables,
/// 1922), one-sided. Few cases make it careful, never rash.
public struct FisherTest: Codable, Hashable, Sendable {
  /// How often, if both shares were the same, so many or more of the cases were the second one's.
  public let pValue: Double

  /// - Parameters:
  ///   - before: the share that is held against.
  ///   - after: the share that may have risen.
  public init(before: Proportion, after: Proportion) {
    let (cases, all) = (before.successes + after.successes, before.trials + after.trials)
    func logChoose(_ n: Int, _ k: Int) -> Double {
      lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
    }
    let whole = logChoose(all, after.trials)
    let most = min(cases, after.trials)
    var sum = 0.0
    // The first terms are the greatest where the share rose; beyond them nothing counts any more.
    for count in after.successes...max(after.successes, most) where count <= most {
      guard after.trials - count <= all - cases else { continue }
      let term = exp(
        logChoose(cases, count) + logChoose(all - cases, after.trials - count) - whole)
      sum += term
      if count > after.successes, term < sum * 1e-17 { break }
    }
    pValue = min(1, sum)
  }
}
