/// What is left of small p-values when one has looked many times: Holm's step-down adjustment (A Simple
/// Sequentially Rejective Multiple Test Procedure, 1979). Where nothing is the matter, the chance that any
/// adjusted value is at or below a level is no more than the level, however the looks hang together.
public enum HolmAdjustment {
  /// The adjusted values, in the order of the values.
  public static func adjusted(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var adjusted = values
    var least = 0.0
    for (rank, place) in order.enumerated() {
      least = max(least, min(1, values[place] * Double(values.count - rank)))
      adjusted[place] = least
    }
    return adjusted
  }
}
