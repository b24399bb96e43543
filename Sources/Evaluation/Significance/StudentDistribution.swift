/// Student's distribution: what a normal one becomes where its spread was estimated.
struct StudentDistribution {
  let freedom: Double

  /// The share above a value.
  func share(above value: Double) -> Double {
    let tail =
      BetaDistribution(a: freedom / 2, b: 0.5)
      .share(below: freedom / (freedom + value * value)) / 2
    return value < 0 ? 1 - tail : tail
  }
}
