/// Two systems' statistics on the same segments, and the figure that is made of them: what tells
/// whether one is better than the other by more than chance.
public struct PairedSample: Sendable {
  /// The system that is there: what is promoted must be better than it.
  public let baseline: SegmentStatistics
  /// The system that is compared with it.
  public let candidate: SegmentStatistics
  /// What summed statistics give.
  private let figure: @Sendable ([Double]) -> Double

  /// - Throws: ``EvaluationError`` where the two do not have the same segments, or none.
  public init(
    baseline: SegmentStatistics, candidate: SegmentStatistics,
    figure: @escaping @Sendable ([Double]) -> Double
  ) throws(EvaluationError) {
    guard baseline.count > 0 else { throw EvaluationError.nothingToScore }
    guard baseline.count == candidate.count, baseline.width == candidate.width else {
      throw EvaluationError(
        .missing,
        "the systems were measured on \(baseline.count) and on \(candidate.count) segments",
        remedy: "Measure both on the same set with the same metric.")
    }
    self.baseline = baseline
    self.candidate = candidate
    self.figure = figure
  }

  /// Two systems' texts against the same references.
  public init(
    baseline: [TextPair], candidate: [TextPair], by metric: some TextMetric
  ) throws(EvaluationError) {
    try self.init(
      baseline: metric.statistics(of: baseline), candidate: metric.statistics(of: candidate),
      figure: metric.value(of:))
  }

  /// How much higher the candidate's figure is.
  public var difference: Double { figure(candidate.total()) - figure(baseline.total()) }

  /// Paired bootstrap resampling (Koehn, Statistical Significance Tests for Machine Translation
  /// Evaluation, 2004), as sacrebleu has it; with the interval of the difference.
  public func bootstrap(
    resamples: Int = 1_000, seed: UInt64, level: Double = 0.95
  ) -> SystemComparison {
    var differences: [Double] = []
    Resampling(segments: baseline.count, resamples: resamples, seed: seed).forEach { segments in
      differences.append(
        figure(candidate.total(of: segments)) - figure(baseline.total(of: segments)))
    }
    let sizes = differences.map(abs)
    let mean = sizes.reduce(0, +) / Double(sizes.count)
    let difference = difference
    return SystemComparison(
      difference: difference,
      pValue: Self.pValue(sizes.map { $0 - mean }, observed: abs(difference)),
      interval: BootstrapDistribution(values: differences, observed: difference)
        .percentile(level: level), test: .pairedBootstrap, trials: resamples, seed: seed)
  }

  /// The bootstrap's interval, with its p-value; where each segment is right or wrong and nothing between,
  /// that of McNemar's exact test, which asks no random numbers.
  public func comparison(
    resamples: Int = 1_000, seed: UInt64, level: Double = 0.95
  ) throws(EvaluationError) -> SystemComparison {
    var comparison = bootstrap(resamples: resamples, seed: seed, level: level)
    guard let first = Self.rights(baseline), let second = Self.rights(candidate) else {
      return comparison
    }
    comparison.pValue = try McNemarTest(first: first, second: second).pValue
    comparison.test = .mcNemar
    return comparison
  }

  /// Which segments are right; `nil` where they are not counted so.
  private static func rights(_ statistics: SegmentStatistics) -> [Bool]? {
    guard statistics.width == 2 else { return nil }
    var rights: [Bool] = []
    for segment in 0..<statistics.count {
      let row = Array(statistics[segment])
      guard row[1] == 1, row[0] == 0 || row[0] == 1 else { return nil }
      rights.append(row[0] == 1)
    }
    return rights
  }

  /// The share of trials beyond what was observed, which itself counts as one: a system does not differ
  /// from itself.
  private static func pValue(_ trials: [Double], observed: Double) -> Double {
    Double(trials.count { $0 > observed } + 1) / Double(trials.count + 1)
  }
}
