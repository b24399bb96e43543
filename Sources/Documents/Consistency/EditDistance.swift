/// How many letters have to be put in, left out, changed or swapped with their neighbour to make one
/// word of another (Damerau and Levenshtein, optimal string alignment).
enum EditDistance {
  /// The distance of two words.
  ///
  /// - Returns: `nil` where it is more than a limit.
  static func between(_ left: [UInt8], _ right: [UInt8], upTo limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    var before: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var next = [row + 1]
      next.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        var best = last[column] + (letter == other ? 0 : 1)
        best = min(best, last[column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          best = min(best, before[column - 1] + 1)
        }
        next.append(best)
      }
      guard next.contains(where: { $0 <= limit }) else { return nil }
      (before, last) = (last, next)
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
