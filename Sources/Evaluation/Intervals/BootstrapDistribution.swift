import Glibc

/// What a figure would have been on other segments like these (Efron and Tibshirani, An Introduction to
/// the Bootstrap, 1993): its value on each resample, and what its intervals are made of.
public struct BootstrapDistribution: Hashable, Sendable {
  /// The figure on each resample.
  public let values: [Double]
  /// The figure on the segments themselves.
  public let observed: Double
  /// The figure without each segment in turn.
  public let jackknife: [Double]

  public init(values: [Double], observed: Double, jackknife: [Double] = []) {
    self.values = values.sorted()
    self.observed = observed
    self.jackknife = jackknife
  }

  /// Resamples segments with replacement.
  ///
  /// - Parameters:
  ///   - resamples: how many; 9,999 is scipy's convention.
  ///   - seed: equal seeds give equal resamples.
  ///   - figure: what summed statistics give: ``TextMetric/value(of:)``.
  public init(
    of statistics: SegmentStatistics, resamples: Int = 9_999, seed: UInt64,
    figure: ([Double]) -> Double
  ) {
    var values: [Double] = []
    Resampling(segments: statistics.count, resamples: resamples, seed: seed).forEach { segments in
      values.append(figure(statistics.total(of: segments)))
    }
    let total = statistics.total()
    let jackknife = (0..<statistics.count).map { segment in
      figure(zip(total, statistics[segment]).map { $0 - $1 })
    }
    self.init(values: values, observed: figure(total), jackknife: jackknife)
  }

  /// The interval between two quantiles of the resampled figures, as scipy's `percentile`.
  public func percentile(level: Double = 0.95) -> ConfidenceInterval {
    let tail = (1 - level) / 2
    return ConfidenceInterval(
      low: quantile(tail), high: quantile(1 - tail), level: level, method: .percentile)
  }

  /// The bias-corrected and accelerated interval, as scipy's `BCa`; `nil` where there is none: the
  /// figures are all the same, or all on one side of the observed one, or no jackknife was made.
  public func bca(level: Double = 0.95) -> ConfidenceInterval? {
    let below = values.count { $0 < observed } + values.count { $0 <= observed }
    let bias = NormalDistribution.value(above: Double(below) / Double(2 * values.count))
    let mean = jackknife.reduce(0, +) / Double(jackknife.count)
    let (cubes, squares) = jackknife.reduce((0.0, 0.0)) { sums, value in
      let distance = mean - value
      return (sums.0 + distance * distance * distance, sums.1 + distance * distance)
    }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    let z = NormalDistribution.value(above: (1 - level) / 2)
    func share(_ z: Double) -> Double {
      NormalDistribution.share(below: bias + (bias + z) / (1 - acceleration * (bias + z)))
    }
    let (low, high) = (share(z), share(-z))
    guard low.isFinite, high.isFinite, bias.isFinite else { return nil }
    return ConfidenceInterval(
      low: quantile(low), high: quantile(high), level: level, method: .bca)
  }

  /// The value below which a share of the figures lies, between two of them in proportion.
  private func quantile(_ share: Double) -> Double {
    guard let last = values.last else { return .nan }
    let place = min(max(share, 0), 1) * Double(values.count - 1)
    let index = Int(place.rounded(.down))
    guard index + 1 < values.count else { return last }
    let rest = place - Double(index)
    return values[index] + rest * (values[index + 1] - values[index])
  }
}
