import Evaluation
import Testing

@Suite struct ShareTests {
  private func share(_ successes: Int, _ trials: Int) throws -> Proportion {
    try Proportion(successes, of: trials)
  }

  private func isNear(_ value: Double, _ wanted: Double) -> Bool {
    abs(value - wanted) <= 1e-9 * max(1, abs(wanted) * 1e3)
  }

  /// By scipy 1.17.1: convolved `hypergeom.pmf`, and `t.sf(norm.isf(p), 3)`.
  @Test func `shares of the same days are compared day by day`() throws {
    let strata = [
      StratifiedTest.Stratum(other: try share(3, 100), own: try share(8, 90)),
      StratifiedTest.Stratum(other: try share(1, 50), own: try share(5, 60)),
      StratifiedTest.Stratum(other: try share(10, 400), own: try share(9, 100)),
      StratifiedTest.Stratum(other: try share(0, 30), own: try share(2, 40)),
    ]
    let test = try #require(StratifiedTest(strata))
    #expect(isNear(test.pValue, 0.01812372414700659))
    #expect(isNear(test.expectedShare, 0.02206896551724138))
    #expect(StratifiedTest(Array(strata.prefix(1))) == nil)
  }

  @Test func `a day that was bad for both is no difference, whatever the weights`() throws {
    let strata = try (0..<14).map { day in
      let (own, bad) = (day < 7 ? 50 : 500, day == 2 ? 10 : 1_000)
      return StratifiedTest.Stratum(
        other: try share((1_000 - own) / bad, 1_000 - own), own: try share(own / bad, own))
    }
    #expect(try #require(StratifiedTest(strata)).pValue > 0.2)
  }

  /// By scipy 1.17.1, of the same counts divided and rounded towards each other.
  @Test func `days that vary make a later day less of a surprise`() throws {
    let quiet = ShareVariation([
      [try share(2, 100), try share(9, 120), try share(1, 90), try share(14, 110)],
      [try share(0, 40), try share(5, 50), try share(2, 60)],
    ])
    #expect(isNear(quiet.factor, 4.173000096350349))
    #expect(quiet.freedom == 5)
    let p = quiet.pValue(before: try share(26, 420), after: try share(35, 100))
    #expect(isNear(p, 0.014738175067897092))
  }

  @Test func `days that are alike vary by chance alone, and one day says nothing of it`() throws {
    let alike = ShareVariation([try (0..<7).map { _ in try share(0, 100) }])
    #expect((alike.factor, alike.freedom) == (1, 6))
    #expect(alike.pValue(before: try share(0, 700), after: try share(100, 100)) < 1e-6)
    let unknown = ShareVariation([[try share(1, 100)]])
    #expect(unknown.pValue(before: try share(1, 100), after: try share(100, 100)) == 1)
  }
}
