import Glibc

/// The standard normal distribution.
enum NormalDistribution {
  /// The share below a value.
  static func share(below value: Double) -> Double { 0.5 * erfc(-value / 2.0.squareRoot()) }

  /// The value below which a share lies: Acklam's rational approximation, then two of Halley's steps.
  static func value(above share: Double) -> Double {
    guard share > 0 else { return share == 0 ? -.infinity : .nan }
    guard share < 1 else { return share == 1 ? .infinity : .nan }
    var value = approximation(share)
    for _ in 0..<2 {
      let error =
        (self.share(below: value) - share) * (2 * Double.pi).squareRoot()
        * exp(value * value / 2)
      value -= error / (1 + value * error / 2)
    }
    return value
  }

  private static func approximation(_ share: Double) -> Double {
    let a = [
      -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
      1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    let b = [
      -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
      6.680131188771972e+01, -1.328068155288572e+01, 1,
    ]
    let c = [
      -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
      -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
    ]
    let d = [
      7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
      3.754408661907416e+00, 1,
    ]
    func polynomial(_ factors: [Double], _ x: Double) -> Double {
      factors.reduce(0) { $0 * x + $1 }
    }
    if share < 0.02425 || share > 1 - 0.02425 {
      let q = (-2 * log(min(share, 1 - share))).squareRoot()
      let tail = polynomial(c, q) / polynomial(d, q)
      return share < 0.5 ? tail : -tail
    }
    let q = share - 0.5
    return polynomial(a, q * q) * q / polynomial(b, q * q)
  }
}
