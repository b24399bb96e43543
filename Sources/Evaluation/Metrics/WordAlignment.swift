/// Which word of a hypothesis stands where a reference's word does, and which words are wrong.
struct WordAlignment {
  /// For each word of the reference, the hypothesis's word there, or the one before it; -1 before the
  /// first.
  var positions: [Int] = []
  /// How many words of the reference are wrong before each place, and at the end.
  var wrongInReference = [0]
  /// The same of the hypothesis.
  var wrongInHypothesis = [0]

  /// Whether tercom would move a phrase to where the reference has it: it is wrong at both places, and
  /// the one is not inside the other.
  func isWorthShifting(_ start: Int, _ place: Int, _ length: Int) -> Bool {
    wrongInHypothesis[start + length] > wrongInHypothesis[start]
      && wrongInReference[place + length] > wrongInReference[place]
      && !(start..<start + length).contains(positions[place])
  }
}
