import Formats
import Glibc

/// Where the numbers of one axis stand, and which of them are written beside it.
struct ChartScale {
  private let low: Double
  private let high: Double
  private let start: Double
  private let length: Double
  private let isLogarithmic: Bool
  /// The numbers that are written beside the axis.
  let ticks: [Double]

  /// - Parameters:
  ///   - values: all that stand on it.
  ///   - start: where the axis begins in the picture.
  ///   - length: how far it goes; below 0 for an axis that goes up.
  ///   - isExact: whether it goes from the least value to the greatest, and no further.
  ///   - isLogarithmic: only where all values are above 0.
  init(
    _ values: [Double], from start: Double, length: Double, isExact: Bool = false,
    isLogarithmic: Bool = false
  ) {
    let finite = values.filter(\.isFinite)
    let isLogarithmic = isLogarithmic && finite.allSatisfy { $0 > 0 }
    func place(_ value: Double) -> Double { isLogarithmic ? log10(value) : value }
    var low = place(finite.min() ?? 0)
    var high = place(finite.max() ?? 1)
    if high - low < 1e-12 * max(1, abs(low)) {
      low -= max(abs(low) * 0.1, isLogarithmic ? 0.5 : 1e-9)
      high += max(abs(high) * 0.1, isLogarithmic ? 0.5 : 1e-9)
    }
    self.isLogarithmic = isLogarithmic
    self.start = start
    self.length = length
    let found = isLogarithmic ? Self.powers(low, high) : Self.round(low, high)
    ticks = found
    self.low = isExact ? low : min(low, found.map(place).min() ?? low)
    self.high = isExact ? high : max(high, found.map(place).max() ?? high)
  }

  /// Where a number stands, to a tenth.
  func place(_ value: Double) -> Double {
    let number = isLogarithmic ? log10(max(value, 1e-300)) : value
    return ((start + (number - low) / (high - low) * length) * 10).rounded() / 10
  }

  /// Some six numbers of one, two or five times a power of ten.
  private static func round(_ low: Double, _ high: Double) -> [Double] {
    let rough = (high - low) / 5
    let power = pow(10, floor(log10(rough)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? rough
    let first = Int((low / step).rounded(.down))
    let last = Int((high / step).rounded(.up))
    guard step > 0, last - first < 20 else { return [low, high] }
    return (first...last).map { Figure.rounded(Double($0) * step, digits: 9) }
  }

  /// The powers of ten, or the two ends where there are fewer than two.
  private static func powers(_ low: Double, _ high: Double) -> [Double] {
    let exponents = Int(low.rounded(.down))...Int(high.rounded(.up))
    let step = max(1, exponents.count / 8)
    return exponents.enumerated().filter { $0.offset % step == 0 }
      .map { pow(10, Double($0.element)) }
  }
}
