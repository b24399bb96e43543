import Glibc

/// The tail of a gamma distribution that is moved along the axis (Pearson's type III), fitted to values by
/// their mean, deviation and skew: what lies beyond the greatest of some hundred shuffles.
package struct GammaTail {
  private let mean: Double
  private let deviation: Double
  private let skew: Double

  /// `nil` where there are too few values, or all are the same.
  init?(_ values: [Double]) {
    guard values.count >= 30 else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let moments = values.reduce((0.0, 0.0)) { sums, value in
      let distance = value - mean
      return (sums.0 + distance * distance, sums.1 + distance * distance * distance)
    }
    deviation = (moments.0 / count).squareRoot()
    guard deviation > 1e-12 * max(1, abs(mean)) else { return nil }
    self.mean = mean
    // A tail that is thinner than the normal one is not believed of so few values.
    skew = max(0.05, moments.1 / count / (deviation * deviation * deviation))
  }

  /// The share above a value.
  func share(above value: Double) -> Double {
    let shape = 4 / (skew * skew)
    let standard = (value - mean) / deviation
    return Self.upper(shape, shape + standard * shape.squareRoot())
  }

  /// The regularised upper incomplete gamma function: its series below `a + 1`, its continued fraction
  /// above (Abramowitz and Stegun, 6.5.29 and 6.5.31).
  package static func upper(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    let front = exp(a * log(x) - x - lgamma(a))
    if x < a + 1 {
      var (term, sum, step) = (1 / a, 1 / a, a)
      for _ in 0..<10_000 {
        step += 1
        term *= x / step
        sum += term
        if term < sum * 1e-16 { break }
      }
      return max(0, 1 - sum * front)
    }
    var b = x + 1 - a
    var c = 1 / 1e-300
    var d = 1 / b
    var result = d
    for step in 1...10_000 {
      let n = Double(step)
      let factor = -n * (n - a)
      b += 2
      d = 1 / Self.kept(factor * d + b)
      c = Self.kept(b + factor / c)
      result *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return min(1, front * result)
  }

  private static func kept(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
}
