/// Finds the longest run of words that two texts share.
///
/// One is used for many texts: it keeps its working memory, and what it has learnt of scalar values.
public struct SharedPassages: Sendable {
  /// A run of words.
  public struct Passage: Hashable, Sendable {
    /// As the first text has it, with white space folded; where there are more words than are to be
    /// shown, the first of them and an ellipsis.
    public var text: String
    /// How many words there are.
    public var words: Int
  }

  private var scanner = WordScanner()
  /// For runs of the least length in the other text, by some bits of their hashes: one more than the
  /// first place, and for each place one more than the next.
  private var heads: [Int32] = []
  private var nexts: [Int32] = []

  public init() {}

  /// The longest run of words that two texts share, as the first has it.
  ///
  /// - Parameters:
  ///   - one: the text that is shown.
  ///   - other: the text that it is compared with.
  ///   - least: how many words a run has at the least; a shingle's where it is not said.
  ///   - shown: the most words that the passage's text has.
  /// - Returns: the first of the longest runs; one of no words where all are shorter than the least.
  public mutating func longest(
    in one: String, sharedWith other: String, atLeast least: Int? = nil, showing shown: Int = .max
  ) -> Passage {
    let (a, b) = (scanner.words(of: one), scanner.words(of: other))
    let run = longestRun(a, b, atLeast: max(least ?? Shingler.length, 1))
    guard let first = run.first, let last = run.prefix(shown).last else {
      return Passage(text: "", words: 0)
    }
    var one = one
    let text = one.withUTF8 { String(decoding: $0[first.start..<last.end], as: UTF8.self) }
    return Passage(text: text.folded + (run.count > shown ? " …" : ""), words: run.count)
  }

  private mutating func longestRun(
    _ a: [WordScanner.Word], _ b: [WordScanner.Word], atLeast least: Int
  ) -> ArraySlice<WordScanner.Word> {
    guard a.count >= least, b.count >= least else { return [] }
    let (mine, theirs) = (
      Shingler.runs(of: a, length: least), Shingler.runs(of: b, length: least)
    )
    let shift = index(theirs)
    var best = 0..<0
    for start in mine.indices {
      var place = Int(heads[Int(mine[start] >> shift)]) - 1
      while place >= 0 {
        // A run that the words before go on with was met there.
        let isMet = start > 0 && place > 0 && a[start - 1].hash == b[place - 1].hash
        if !isMet, mine[start] == theirs[place] {
          var length = 0
          while start + length < a.count, place + length < b.count,
            a[start + length].hash == b[place + length].hash
          { length += 1 }
          if length >= least, length > best.count { best = start..<(start + length) }
        }
        place = Int(nexts[place]) - 1
      }
    }
    return a[best]
  }

  /// Leaves in ``heads`` and ``nexts`` where hashes stand, the first of a list first; returns how far
  /// a hash is shifted to be its list's number.
  private mutating func index(_ hashes: [UInt64]) -> UInt64 {
    let bits = max(Int.bitWidth - hashes.count.leadingZeroBitCount, 4)
    let shift = UInt64(64 - bits)
    heads.removeAll(keepingCapacity: true)
    heads.append(contentsOf: repeatElement(0, count: 1 << bits))
    nexts.removeAll(keepingCapacity: true)
    nexts.append(contentsOf: repeatElement(0, count: hashes.count))
    for place in hashes.indices.reversed() {
      let list = Int(hashes[place] >> shift)
      nexts[place] = heads[list]
      heads[list] = Int32(place + 1)
    }
    return shift
  }
}
