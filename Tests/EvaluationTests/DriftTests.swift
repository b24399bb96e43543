import Evaluation
import Testing

@Suite struct DriftTests {
  private struct Question: Encodable {
    var samples: [[[Int]]]
    var counts: [[[Int]]]
    var shares: [[Int]]
    var gamma: [[Double]]
  }

  private struct Answer: Decodable {
    var kolmogorov: [[Double]]
    var stability: [Double]
    var divergence: [Double]
    var fisher: [Double]
    var gamma: [Double]
  }

  private static func counts(_ sample: [Int]) -> [Int: Int] {
    Dictionary(sample.map { ($0, 1) }, uniquingKeysWith: +)
  }

  private static func near(_ one: Double, _ other: Double, _ tolerance: Double = 1e-9) -> Bool {
    abs(one - other) <= tolerance * max(1e-3, abs(other))
  }

  @Test(.enabled(if: References.arePresent, References.absent))
  func `the figures of drift are scipy's`() async throws {
    var numbers = SeededNumbers(seed: 5)
    func sample(_ count: Int, _ range: Range<Int>) -> [Int] {
      (0..<count).map { _ in Int.random(in: range, using: &numbers) }
    }
    let samples = (0..<60).map { round in
      [
        sample(5 + round * 7, 0..<(20 + round * 10)),
        sample(9 + round * 3, (round % 4)..<(23 + round * 11)),
      ]
    }
    let counts = (0..<60).map { round in
      [sample(2 + round, 0..<(3 + round)) + [1], sample(2 + round, 0..<(40 - round / 2)) + [2]]
    }
    var shares = (0..<200).map { _ -> [Int] in
      let (m, n) = (
        Int.random(in: 1...400, using: &numbers), Int.random(in: 1...400, using: &numbers)
      )
      return [
        Int.random(in: 0...m, using: &numbers) / 4, m, Int.random(in: 0...n, using: &numbers) / 3,
        n,
      ]
    }
    shares += [[0, 10, 0, 10], [10, 10, 10, 10], [0, 3_000, 40, 300], [5, 2_000, 1, 1]]
    let gamma = [0.3, 1, 2.5, 16, 100, 1_600].flatMap { a in
      [0.1, 0.7, 1, 1.5, 3].map { [a, a * $0] }
    }
    let answer = try await References.ask(
      "drift", Question(samples: samples, counts: counts, shares: shares, gamma: gamma),
      Answer.self)
    for (pair, wanted) in zip(samples, answer.kolmogorov) {
      let test = try #require(KolmogorovSmirnov(Self.counts(pair[0]), Self.counts(pair[1])))
      #expect(Self.near(test.statistic, wanted[0]))
      #expect(Self.near(test.pValue, wanted[1]))
    }
    for (place, pair) in counts.enumerated() {
      let stability = try #require(PopulationStability.index(expected: pair[0], actual: pair[1]))
      #expect(Self.near(stability, answer.stability[place]))
      let divergence = try #require(JensenShannon.divergence(pair[0], pair[1]))
      #expect(Self.near(divergence, answer.divergence[place]))
    }
    for (share, wanted) in zip(shares, answer.fisher) {
      let test = FisherTest(
        before: try Proportion(share[0], of: share[1]),
        after: try Proportion(share[2], of: share[3]))
      #expect(Self.near(test.pValue, wanted, 1e-8), "\(share)")
    }
    for (point, wanted) in zip(gamma, answer.gamma) {
      #expect(Self.near(GammaTail.upper(point[0], point[1]), wanted, 1e-8), "\(point)")
    }
  }

  /// scipy 1.17.1: `ks_2samp([1..10], [6..15])`, `kolmogorov(sqrt(5) / 2)`.
  @Test func `two samples half of which are shared are half apart`() throws {
    let test = try #require(
      KolmogorovSmirnov(Self.counts(Array(1...10)), Self.counts(Array(6...15))))
    #expect(test.statistic == 0.5)
    #expect(Self.near(test.pValue, 0.16408, 1e-4))
    let same = try #require(KolmogorovSmirnov([3: 5], [3: 9]))
    #expect((same.statistic, same.pValue) == (0, 1))
    #expect(KolmogorovSmirnov([:], [3: 9]) == nil)
  }

  @Test func `divergence is 0 for equal shares, 1 for strangers, and nothing of nothing`() {
    #expect(JensenShannon.divergence([2, 6], [1, 3]) == 0)
    #expect(JensenShannon.divergence([4, 0], [0, 9]) == 1)
    #expect(Self.near(JensenShannon.divergence([1, 1], [1, 0]) ?? 0, 0.311278124459, 1e-9))
    #expect(JensenShannon.divergence([0, 0], [1, 0]) == nil)
    #expect(JensenShannon.divergence([1], [1, 0]) == nil)
  }

  @Test func `the stability index of a tenfold sample is next to nothing, of a moved one great`() {
    let sample = Self.counts((0..<1_000).map { $0 % 97 })
    let steady = PopulationStability.index(expected: sample, actual: sample.mapValues { $0 * 10 })
    #expect(steady.map { $0 < 0.001 } ?? false)
    let moved = Self.counts((0..<1_000).map { $0 % 97 + 30 })
    #expect(PopulationStability.index(expected: sample, actual: moved).map { $0 > 0.25 } ?? false)
    #expect(PopulationStability.index(expected: [4: 10], actual: [4: 3]) == 0)
    #expect(PopulationStability.index(expected: [:], actual: [4: 3]) == nil)
  }

  /// Newcombe 1998, table II, method 10: 56 of 70 and 48 of 80.
  @Test func `the interval of a difference is the published one`() throws {
    let difference = ShareDifference(
      before: try Proportion(48, of: 80), after: try Proportion(56, of: 70))
    #expect(Self.near(difference.difference, 0.2))
    #expect(abs(difference.low - 0.0524) < 0.00005)
    #expect(abs(difference.high - 0.3339) < 0.00005)
  }

  @Test func `adjusted values are Holm's`() {
    let adjusted = HolmAdjustment.adjusted([0.01, 0.04, 0.03, 0.005])
    for (value, wanted) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect(Self.near(value, wanted))
    }
    #expect(HolmAdjustment.adjusted([]) == [])
    #expect(HolmAdjustment.adjusted([0.9, 0.8]) == [1, 1])
  }

  @Test func `texts of one kind drift as seldom as chance says, of another surely`() throws {
    var numbers = SeededNumbers(seed: 3)
    func texts(_ count: Int, _ range: Range<Int>) -> [[String]] {
      (0..<count).map { _ in
        Set((0..<8).map { _ in "w\(Int.random(in: range, using: &numbers))" }).sorted()
      }
    }
    var low = 0
    for round in 0..<60 {
      let drift = try #require(
        TermDrift(
          before: texts(40, 0..<60), after: texts(30, 0..<60), shuffles: 100, seed: UInt64(round)))
      if drift.pValue <= 0.1 { low += 1 }
    }
    // 6 are expected; 14 come once in a thousand times.
    #expect(low < 14)
    let moved = try #require(
      TermDrift(before: texts(80, 0..<60), after: texts(80, 20..<80), shuffles: 200, seed: 1))
    #expect(moved.pValue < 1e-6)
    #expect(moved.divergence > moved.expected + 0.1)
    #expect(moved.moved.allSatisfy { $0.before == 0 || $0.after == 0 || $0.before != $0.after })
    let again = TermDrift(before: [["a"], ["b"]], after: [["c"]], seed: 4)
    #expect(again == TermDrift(before: [["a"], ["b"]], after: [["c"]], seed: 4))
    #expect(TermDrift(before: [[]], after: [["c"]], seed: 4) == nil)
  }
}
