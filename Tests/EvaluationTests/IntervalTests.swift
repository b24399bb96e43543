import Evaluation
import TestSupport
import Testing

struct IntervalTests {
  private struct Question: Encodable {
    var samples: [[Double]]
    var seed = 7
    var resamples = 500
    var level = 0.95
    var proportions: [[Int]]
    var mcnemar: [[Int]]
  }

  private struct Answer: Decodable {
    var bootstrap: [[Double]]
    var proportions: [[Double]]
    var mcnemar: [Double]
  }

  /// Sums of these are exact, so that no mean is beside an equal one by rounding.
  private static let skewed = [0.125, 0.5, 0.25, 3.5, 0.875, 1.25, 0.0625, 0.375, 0.75, 0.5]

  private static func distribution(_ sample: [Double], resamples: Int = 500)
    -> BootstrapDistribution
  {
    BootstrapDistribution(
      of: SegmentStatistics(grades: sample), resamples: resamples, seed: 7
    ) { $0[0] / $0[1] }
  }

  private static func isNear(_ values: [Double], _ wanted: [Double]) -> Bool {
    values.count == wanted.count && zip(values, wanted).allSatisfy { abs($0 - $1) < 1e-9 }
  }

  @Test func `bootstrap intervals of a skewed sample are scipy's`() throws {
    let distribution = Self.distribution(Self.skewed)
    let (percentile, bca) = (distribution.percentile(), try #require(distribution.bca()))
    #expect(
      Self.isNear(
        [percentile.low, percentile.high, bca.low, bca.high],
        [0.36546875, 1.4815625, 0.43125, 1.7898363185078283]))
  }

  @Test(.enabled(if: References.arePresent, References.absent))
  func `intervals and McNemar's test equal scipy's`() async throws {
    var chance = SeededGenerator(seed: 1)
    let many = (0..<60).map { _ in Double.random(in: 0...1, using: &chance) }
    let shares = [
      [70, 100], [0, 20], [20, 20], [1, 1_000], [333, 5_000], [1, 1], [49_999, 100_000],
    ]
    let splits = [[3, 14], [5, 5], [0, 9], [0, 0], [120, 95], [4, 5], [1_000, 1_200]]
    let samples = [Self.skewed, many, many.map { $0 > 0.3 ? 1 : 0 }]
    let answer = try await References.ask(
      "intervals", Question(samples: samples, proportions: shares, mcnemar: splits), Answer.self)
    for (sample, wanted) in zip(samples, answer.bootstrap) {
      let distribution = Self.distribution(sample)
      let (percentile, bca) = (distribution.percentile(), try #require(distribution.bca()))
      let found = [percentile.low, percentile.high, bca.low, bca.high]
      #expect(Self.isNear(found, wanted), "\(found) \(wanted)")
    }
    for (share, wanted) in zip(shares, answer.proportions) {
      let proportion = try Proportion(share[0], of: share[1])
      let (wilson, exact) = (proportion.wilson(), proportion.exact())
      let found = [wilson.low, wilson.high, exact.low, exact.high]
      #expect(Self.isNear(found, wanted), "\(share): \(found) \(wanted)")
    }
    for (split, wanted) in zip(splits, answer.mcnemar) {
      let test = try McNemarTest(onlyFirst: split[0], onlySecond: split[1])
      #expect(abs(test.pValue - wanted) < 1e-9, "\(split)")
    }
  }

  @Test func `70 of 100 has the intervals that scipy gives it`() throws {
    let share = try Proportion(70, of: 100)
    let (wilson, exact) = (share.wilson(), share.exact())
    #expect(
      Self.isNear(
        [wilson.low, wilson.high, exact.low, exact.high],
        [0.6041514536665333, 0.7810511470506725, 0.6001853238202136, 0.7875935795103465]))
    let grades = (0..<100).map { $0 < 70 ? 1.0 : 0.0 }
    let distribution = Self.distribution(grades, resamples: 9_999)
    let percentile = distribution.percentile()
    // Grades of 0 and 1 have means of whole percents: other numbers drawn may give the one beside.
    #expect(abs(percentile.low - 0.61) < 0.011 && abs(percentile.high - 0.79) < 0.011)
    let bca = try #require(distribution.bca())
    #expect(abs(bca.low - 0.61) < 0.011 && abs(bca.high - 0.78) < 0.011)
  }

  @Test func `figures that are all the same have no corrected interval`() {
    let distribution = Self.distribution([1, 1, 1, 1])
    #expect(distribution.bca() == nil)
    #expect(distribution.percentile().low == 1)
  }

  @Test func `equal seeds give equal intervals, others others`() {
    func interval(_ seed: UInt64) -> ConfidenceInterval {
      BootstrapDistribution(
        of: SegmentStatistics(grades: Self.skewed), resamples: 200, seed: seed
      ) { $0[0] / $0[1] }.percentile()
    }
    #expect(interval(1) == interval(1))
    #expect(interval(1) != interval(2))
  }

  @Test func `no share of nothing`() {
    #expect(throws: EvaluationError.self) { try Proportion(0, of: 0) }
    #expect(throws: EvaluationError.self) { try Proportion(3, of: 2) }
  }
}
