/// Shifts phrases of a hypothesis as long as that brings it nearer to the reference, with the limits of
/// tercom and sacrebleu: phrases of at most 10 words, at most 50 places away, 1,000 tries in all.
struct ShiftSearch {
  private static let longestPhrase = 10
  private static let farthest = 50
  private static let mostTries = 1_000

  /// A shift that was tried, in the order of preference.
  private struct Candidate {
    var gain: Int
    var length: Int
    var start: Int
    var target: Int

    func isBetter(than other: Candidate) -> Bool {
      (gain, length, -start, -target) > (other.gain, other.length, -other.start, -other.target)
    }
  }

  private var words: [UInt32]
  private let reference: [UInt32]
  private var distance: BandedEditDistance
  private var tries = 0
  private var shifted: [UInt32] = []

  init(_ hypothesis: [UInt32], _ reference: [UInt32]) {
    words = hypothesis
    self.reference = reference
    distance = BandedEditDistance(reference: reference, length: hypothesis.count)
  }

  /// The fewest edits that were found, each shift one of them.
  mutating func edits() -> Int {
    if reference.isEmpty { return words.count }
    var shifts = 0
    while let best = bestShift(), tries < Self.mostTries, best.gain > 0 {
      words = Self.shifting(words, best.start, best.length, to: best.target)
      shifts += 1
    }
    return shifts + distance.measure(words)
  }

  private mutating func bestShift() -> Candidate? {
    let before = distance.measure(words)
    let alignment = distance.alignment()
    var best: Candidate?
    let current = words
    for start in current.indices {
      let nearest = max(0, start - Self.farthest)
      let last = min(reference.count, start + Self.farthest + 1)
      guard nearest < last else { continue }
      for place in nearest..<last {
        var length = 0
        while length < Self.longestPhrase, start + length < current.count,
          place + length < reference.count, current[start + length] == reference[place + length]
        {
          length += 1
          guard alignment.isWorthShifting(start, place, length) else { continue }
          tryShift(current, (start, place, length), alignment, before, &best)
          // sacrebleu ends its search of this hypothesis here.
          if tries >= Self.mostTries { return best }
        }
      }
    }
    return best
  }

  /// Tries the places around the words that a phrase is like.
  private mutating func tryShift(
    _ words: [UInt32], _ phrase: (start: Int, place: Int, length: Int),
    _ alignment: WordAlignment, _ before: Int, _ best: inout Candidate?
  ) {
    var previous = -1
    for offset in -1..<phrase.length {
      let place = phrase.place + offset
      guard place < reference.count else { break }
      let target = place < 0 ? 0 : alignment.positions[place] + 1
      if target == previous { continue }
      previous = target
      shifted = Self.shifting(words, phrase.start, phrase.length, to: target)
      let candidate = Candidate(
        gain: before - distance.measure(shifted), length: phrase.length, start: phrase.start,
        target: target)
      tries += 1
      if best.map({ candidate.isBetter(than: $0) }) ?? true { best = candidate }
    }
  }

  /// Words with a phrase moved.
  private static func shifting(
    _ words: [UInt32], _ start: Int, _ length: Int, to target: Int
  ) -> [UInt32] {
    var rest = words
    rest.removeSubrange(start..<start + length)
    // Behind itself a phrase moves by the words that follow it; inside itself, as tercom has it.
    let place =
      target <= start
      ? target : target > start + length ? target - length : min(target, rest.count)
    rest.insert(contentsOf: words[start..<start + length], at: place)
    return rest
  }
}
