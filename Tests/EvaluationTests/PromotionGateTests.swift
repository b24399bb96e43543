import Evaluation
import Testing

struct PromotionGateTests {
  private static func interval(_ low: Double, _ high: Double) -> ConfidenceInterval {
    ConfidenceInterval(low: low, high: high, level: 0.95, method: .percentile)
  }

  @Test(arguments: [
    (0.5, 2.0, true, "BLEU is better: "), (-0.5, 2.0, false, "BLEU may be worse: "),
    (-2.0, -0.5, false, "BLEU is worse: "), (0.0, 0.0, true, "BLEU is not worse: "),
    (.nan, 1.0, false, "BLEU could not be compared: "),
  ])
  func `what may be worse is not promoted`(
    low: Double, high: Double, isAllowed: Bool, start: String
  ) {
    let verdict = PromotionGate().verdict(on: Self.interval(low, high), metric: "BLEU")
    #expect(verdict.isAllowed == isAllowed)
    #expect(verdict.reason.hasPrefix(start), "\(verdict.reason)")
  }

  @Test func `where lower is better, a higher figure is a regression`() {
    let gate = PromotionGate()
    let worse = gate.verdict(on: Self.interval(-1, 0.5), metric: "TER", isHigherBetter: false)
    #expect(!worse.isAllowed)
    #expect(
      worse.reason
        == "TER may be worse: the difference lies between -1.0000 and 0.5000 with 95 % confidence")
    #expect(gate.verdict(on: Self.interval(-2, -1), metric: "TER", isHigherBetter: false).isAllowed)
  }

  @Test func `a tolerance lets a little through, and says so`() {
    let gate = PromotionGate(tolerance: 0.5)
    let verdict = gate.verdict(on: Self.interval(-0.4, 1), metric: "chrF2")
    #expect(verdict.isAllowed)
    #expect(verdict.reason.hasPrefix("chrF2 is not worse by more than 0.5000"))
    #expect(!gate.verdict(on: Self.interval(-0.6, 1), metric: "chrF2").isAllowed)
  }

  @Test func `of several metrics every one must allow it`() {
    let gate = PromotionGate()
    let good = gate.verdict(on: Self.interval(1, 2), metric: "BLEU")
    let bad = gate.verdict(on: Self.interval(-1, 2), metric: "chrF2")
    let verdict = gate.verdict(prompts: 20, on: [good, bad])
    #expect(!verdict.isAllowed)
    #expect(verdict.reason == bad.reason)
    #expect(gate.verdict(prompts: 20, on: [good, good]).isAllowed)
    #expect(!gate.verdict(prompts: 20, on: []).isAllowed)
  }

  @Test func `a few prompts do not tell`() throws {
    let pair = [TextPair("the wrong words", reference: "what is right")]
    let right = [TextPair("what is right", reference: "what is right")]
    let gate = PromotionGate()
    for count in [1, 19, 20] {
      let sample = try PairedSample(
        baseline: Array(repeating: pair[0], count: count),
        candidate: Array(repeating: right[0], count: count), by: ChrF())
      let interval = try #require(sample.bootstrap(seed: 1).interval)
      #expect(interval.low == interval.high && interval.low > 0)
      let better = gate.verdict(on: interval, metric: "chrF2")
      let verdict = gate.verdict(prompts: count, on: [better])
      #expect(verdict.isAllowed == (count == 20), "\(verdict.reason)")
      #expect(count == 20 || verdict.reason == "\(count) prompts are too few to tell, it takes 20")
    }
  }
}
