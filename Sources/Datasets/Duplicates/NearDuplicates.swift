/// Pairs of texts that say nearly the same: every pair whose sets of word 5-grams have a Jaccard index
/// at or above a threshold, none estimated and none missed.
///
/// Words are compared in lower case and without punctuation. Candidates come from a ``PrefixIndex``;
/// each is then verified by intersecting the two sets. A pair is kept for all that are found, which
/// is as many as half the square of copies that are slightly changed: ``TextKinship`` keeps none.
public struct NearDuplicates: Sendable {
  /// Two texts, by their places in the list, the earlier one first.
  public struct Pair: Hashable, Sendable {
    public var first: Int
    public var second: Int
    /// |A ∩ B| / |A ∪ B| of the texts' word 5-grams.
    public var jaccard: Double

    public init(first: Int, second: Int, jaccard: Double) {
      self.first = first
      self.second = second
      self.jaccard = jaccard
    }
  }

  /// By first text, then by second.
  public let pairs: [Pair]

  /// - Parameters:
  ///   - texts: a text of fewer than five words is in no pair.
  ///   - threshold: above 0, at most 1.
  public init(_ texts: [String], threshold: Double) {
    self.init(ShingleSets(of: texts), threshold: threshold)
  }

  /// - Parameters:
  ///   - sets: an empty set is in no pair.
  ///   - threshold: above 0, at most 1.
  public init(_ sets: ShingleSets, threshold: Double) {
    var index = PrefixIndex(sets, of: Array(0..<sets.count), threshold: threshold)
    var pairs: [Pair] = []
    var candidates: [Int] = []
    for text in 0..<sets.count {
      index.candidates(of: text, into: &candidates)
      for other in candidates {
        if let jaccard = sets.jaccard(other, text, atLeast: threshold) {
          pairs.append(Pair(first: other, second: text, jaccard: jaccard))
        }
      }
      index.insert(text)
    }
    self.pairs = pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }
}
