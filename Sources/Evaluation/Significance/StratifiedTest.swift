import Glibc

/// Whether a share is greater than another on the same days: the exact test of Mantel and Haenszel (1959),
/// one-sided. Each day is compared with itself, so that neither a day that was bad for both, nor a weight
/// that changed from day to day, looks like a difference.
public struct StratifiedTest: Hashable, Sendable {
  /// Both shares of a day.
  public struct Stratum: Hashable, Sendable {
    /// The share that is held against.
    public var other: Proportion
    /// The share that may be greater.
    public var own: Proportion

    public init(other: Proportion, own: Proportion) {
      self.other = other
      self.own = own
    }
  }

  /// How often so many or more of the cases would be the second share's, if both were the same on every
  /// day; where the days differ among themselves by more than chance, that is taken into account.
  public let pValue: Double
  /// What the second share would be, had it gone as the other on each of its own days.
  public let expectedShare: Double

  /// - Parameter strata: the days that have both; `nil` where there are fewer than two.
  public init?(_ strata: [Stratum]) {
    guard strata.count > 1 else { return nil }
    let trials = Double(strata.reduce(0) { $0 + $1.own.trials })
    expectedShare = strata.reduce(0) { $0 + Double($1.own.trials) * $1.other.share } / trials
    let exact = Self.exact(strata)
    pValue = Self.variation(strata).judged(exact, isDeflated: false)
  }

  /// The chance of so many cases or more, by putting the days' distributions together.
  private static func exact(_ strata: [Stratum]) -> Double {
    var (sum, least) = ([1.0], 0)
    for stratum in strata {
      let (terms, first) = hypergeometric(stratum)
      var next = [Double](repeating: 0, count: sum.count + terms.count - 1)
      for (place, one) in sum.enumerated() {
        for (other, term) in terms.enumerated() { next[place + other] += one * term }
      }
      // What is that rare changes no chance that matters, and would make the next day longer.
      let low = next.firstIndex { $0 > 1e-40 } ?? 0
      let high = next.lastIndex { $0 > 1e-40 } ?? 0
      sum = Array(next[low...max(low, high)])
      least += first + low
    }
    let seen = strata.reduce(0) { $0 + $1.own.successes } - least
    guard seen > 0 else { return 1 }
    return seen < sum.count ? min(1, sum[seen...].reduce(0, +)) : 1e-40
  }

  /// The chances of each number of cases on the second side of a day, and the least such number.
  private static func hypergeometric(_ day: Stratum) -> (terms: [Double], first: Int) {
    let (own, all) = (day.own.trials, day.own.trials + day.other.trials)
    let cases = day.own.successes + day.other.successes
    func logChoose(_ n: Int, _ k: Int) -> Double {
      lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
    }
    let first = max(0, own - (all - cases))
    let whole = logChoose(all, own)
    let terms = (first...min(cases, own)).map { count in
      exp(logChoose(cases, count) + logChoose(all - cases, own - count) - whole)
    }
    return (terms, first)
  }

  /// How much the days' differences differ among themselves.
  private static func variation(_ strata: [Stratum]) -> ShareVariation {
    let days = strata.compactMap { day -> (off: Double, variance: Double)? in
      let (own, other) = (Double(day.own.trials), Double(day.other.trials))
      let all = own + other
      let cases = Double(day.own.successes + day.other.successes)
      let variance = cases * (all - cases) * own * other / (all * all * max(1, all - 1))
      return variance > 0
        ? (Double(day.own.successes) - cases * own / all, variance) : nil
    }
    let variance = days.reduce(0) { $0 + $1.variance }
    guard variance > 0 else { return ShareVariation(sum: 0, freedom: 0) }
    let common = days.reduce(0) { $0 + $1.off } / variance
    let sum = days.reduce(0.0) { sum, day in
      let rest = day.off - day.variance * common
      return sum + rest * rest / day.variance
    }
    return ShareVariation(sum: sum, freedom: days.count - 1)
  }
}
