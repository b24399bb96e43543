/// The longest common subsequence of two lists of numbered words.
struct CommonSubsequence {
  /// For each word and each 64 of the reference's places, whether it stands there.
  private var places: [UInt64] = []
  private var state: [UInt64] = []

  /// Its length (Hyyrö, Bit-Parallel LCS-length Computation Revisited, 2004).
  mutating func length(_ hypothesis: [UInt32], _ reference: [UInt32]) -> Int {
    guard !hypothesis.isEmpty, let most = reference.max() else { return 0 }
    let blocks = (reference.count + 63) / 64
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: (Int(most) + 1) * blocks))
    for (index, word) in reference.enumerated() {
      places[Int(word) * blocks + index / 64] |= 1 << UInt64(index % 64)
    }
    state.removeAll(keepingCapacity: true)
    state.append(contentsOf: repeatElement(.max, count: blocks))
    for word in hypothesis where word <= most {
      var carry: UInt64 = 0
      for block in 0..<blocks {
        let matches = state[block] & places[Int(word) * blocks + block]
        let (half, first) = state[block].addingReportingOverflow(matches)
        let (sum, second) = half.addingReportingOverflow(carry)
        carry = first || second ? 1 : 0
        state[block] = sum | (state[block] & ~matches)
      }
    }
    // Nothing stands behind the reference's end: those bits stay set.
    return state.reduce(0) { $0 + (~$1).nonzeroBitCount }
  }

  /// Marks the words of a sentence that are in its longest common subsequence with another; of several
  /// the one that rouge-score takes.
  func mark(_ sentence: [UInt32], _ other: [UInt32], in isCommon: inout [Bool]) {
    let width = other.count + 1
    var lengths = [Int32](repeating: 0, count: (sentence.count + 1) * width)
    for row in sentence.indices {
      for column in other.indices {
        let above = lengths[row * width + column + 1]
        let left = lengths[(row + 1) * width + column]
        lengths[(row + 1) * width + column + 1] =
          sentence[row] == other[column] ? lengths[row * width + column] + 1 : max(above, left)
      }
    }
    var (row, column) = (sentence.count, other.count)
    while row > 0, column > 0 {
      if sentence[row - 1] == other[column - 1] {
        isCommon[row - 1] = true
        row -= 1
        column -= 1
      } else if lengths[row * width + column - 1] > lengths[(row - 1) * width + column] {
        column -= 1
      } else {
        row -= 1
      }
    }
  }
}
