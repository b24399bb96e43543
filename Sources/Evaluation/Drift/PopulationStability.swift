import Glibc

/// How far a distribution has moved, in one figure: the population stability index of credit scoring
/// (Siddiqi, Credit Risk Scorecards, 2006). Below 0.1 is taken for steady, above 0.25 for moved.
public enum PopulationStability {
  /// The index of counts in the same bins: the sum of `(a - e) ln(a / e)` over the bins' shares. Half a
  /// count is added to every bin, so that an empty one is no infinity.
  ///
  /// - Returns: `nil` where there are no bins, not as many of one as of the other, or nothing in them.
  public static func index(expected: [Int], actual: [Int]) -> Double? {
    let sums = (expected.reduce(0, +), actual.reduce(0, +))
    guard !expected.isEmpty, expected.count == actual.count, sums.0 > 0, sums.1 > 0 else {
      return nil
    }
    let half = Double(expected.count) / 2
    return zip(expected, actual).reduce(0) { total, counts in
      let e = (Double(counts.0) + 0.5) / (Double(sums.0) + half)
      let a = (Double(counts.1) + 0.5) / (Double(sums.1) + half)
      return total + (a - e) * log(a / e)
    }
  }

  /// The index of two samples of whole numbers, in bins that each hold about a tenth of the expected.
  ///
  /// - Parameters:
  ///   - expected: how often each value stands in the sample that is held against.
  ///   - actual: the same of the one that is looked at.
  public static func index(
    expected: [Int: Int], actual: [Int: Int], bins: Int = 10
  ) -> Double? {
    let ends = ends(of: expected, bins: bins)
    func counts(_ sample: [Int: Int]) -> [Int] {
      var counts = [Int](repeating: 0, count: ends.count + 1)
      for (value, count) in sample {
        counts[ends.firstIndex { value <= $0 } ?? ends.count] += count
      }
      return counts
    }
    return index(expected: counts(expected), actual: counts(actual))
  }

  /// The greatest value of each bin but the last, each once.
  private static func ends(of sample: [Int: Int], bins: Int) -> [Int] {
    let size = sample.values.reduce(0, +)
    var ends: [Int] = []
    var below = 0
    for (value, count) in sample.sorted(by: { $0.key < $1.key }) {
      below += count
      if ends.count < bins - 1, below < size, below * bins >= size * (ends.count + 1) {
        ends.append(value)
        // A value that many have may fill several bins.
        while ends.count < bins - 1, below * bins >= size * (ends.count + 1) { ends.append(value) }
      }
    }
    return Array(Set(ends)).sorted()
  }
}
