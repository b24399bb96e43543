/// How alike two texts are, character for character.
enum FuzzyMatch {
  /// rapidfuzz's `ratio` by 100: 1 for equal texts, 0 for texts without a common character.
  static func ratio(_ first: String, _ second: String) -> Double {
    var numbers: [Unicode.Scalar: UInt32] = [:]
    func numbered(_ text: String) -> [UInt32] {
      text.unicodeScalars.map { scalar in
        if let number = numbers[scalar] { return number }
        let number = UInt32(numbers.count)
        numbers[scalar] = number
        return number
      }
    }
    let (left, right) = (numbered(first), numbered(second))
    guard !left.isEmpty || !right.isEmpty else { return 1 }
    var subsequence = CommonSubsequence()
    return 2 * Double(subsequence.length(left, right)) / Double(left.count + right.count)
  }
}
