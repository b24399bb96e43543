/// Finds the longest run of words that two texts share.
///
/// One is used for many texts: it keeps what it has learnt of scalar values.
public struct SharedPassages: Sendable {
  private var scanner = WordScanner()

  public init() {}

  /// The longest run of words that two texts share, as the first has it, with white space folded;
  /// empty where it is shorter than so many words, a shingle's where it is not said.
  public mutating func longest(
    in one: String, sharedWith other: String, atLeast least: Int? = nil
  ) -> String {
    let (a, b) = (scanner.words(of: one), scanner.words(of: other))
    let run = Self.longestRun(a, b, atLeast: least ?? Shingler.length)
    guard let first = run.first, let last = run.last else { return "" }
    return String(decoding: Array(one.utf8)[first.start..<last.end], as: UTF8.self).folded
  }

  private static func longestRun(
    _ a: [WordScanner.Word], _ b: [WordScanner.Word], atLeast least: Int
  ) -> ArraySlice<WordScanner.Word> {
    guard least > 0, a.count >= least, b.count >= least else { return [] }
    let (mine, theirs) = (grams(a, least), grams(b, least))
    // Where each run of the least length stands in the other text: the first place, then the next.
    var first: [UInt64: Int] = [:]
    first.reserveCapacity(theirs.count)
    var next = [Int](repeating: -1, count: theirs.count)
    for place in theirs.indices.reversed() {
      next[place] = first.updateValue(place, forKey: theirs[place]) ?? -1
    }
    var best = 0..<0
    for start in mine.indices {
      var place = first[mine[start]] ?? -1
      while place >= 0 {
        // A run that the words before go on with was met there.
        let isMet = start > 0 && place > 0 && a[start - 1].hash == b[place - 1].hash
        if !isMet {
          let length = zip(a[start...], b[place...]).prefix { $0.hash == $1.hash }.count
          if length >= least, length > best.count { best = start..<(start + length) }
        }
        place = next[place]
      }
    }
    return a[best]
  }

  private static func grams(_ words: [WordScanner.Word], _ length: Int) -> [UInt64] {
    words.map(\.hash).withUnsafeBufferPointer { hashes in
      (0...(hashes.count - length)).map { Shingler.hash(of: hashes, from: $0, length: length) }
    }
  }
}
