/// ROUGE (Lin, ROUGE: a Package for Automatic Evaluation of Summaries, 2004) as rouge-score computes it:
/// its tokenizer, which knows the letters a to z and digits only, and on demand Porter's stemmer. The
/// figure is the mean F1 over the pairs, from 0 to 1.
public struct ROUGE: TextMetric, Hashable {
  /// What is compared.
  public enum Kind: Hashable, Sendable {
    /// N-grams of so many words: `rouge1`, `rouge2`.
    case ngrams(Int)
    /// The longest common subsequence of words: `rougeL`.
    case subsequence
    /// The same sentence by sentence, one a line: `rougeLsum`.
    case summary
  }

  /// What is compared.
  public var kind: Kind
  /// Whether words longer than three letters are cut to their stems.
  public var usesStemmer: Bool

  public init(_ kind: Kind, usesStemmer: Bool = false) {
    if case .ngrams(let order) = kind { precondition(order > 0, "n-grams have at least one word") }
    self.kind = kind
    self.usesStemmer = usesStemmer
  }

  public var name: String {
    switch kind {
    case .ngrams(let order): "rouge\(order)"
    case .subsequence: "rougeL"
    case .summary: "rougeLsum"
    }
  }

  public func signature(references: Int?) -> String {
    "\(counted(references))|stemmer:\(usesStemmer ? "yes" : "no")|version:rouge-score 0.1.2"
  }

  /// Per segment its F1, precision and recall, and a one that counts it; of several references the one
  /// that gives the best F1.
  public func statistics(
    of pairs: [TextPair]
  ) throws(EvaluationError) -> SegmentStatistics {
    try requireReferences(pairs)
    var statistics = SegmentStatistics(width: 4)
    statistics.reserve(pairs.count)
    var overlap = WordOverlap(self)
    for pair in pairs {
      var best: Overlap?
      overlap.read(pair.hypothesis)
      for reference in pair.references {
        let found = overlap.count(against: reference)
        if best.map({ found.f1 > $0.f1 }) ?? true { best = found }
      }
      if let best { statistics.append([best.f1, best.precision, best.recall, 1]) }
    }
    return statistics
  }

  public func value(of total: [Double]) -> Double { total[3] > 0 ? total[0] / total[3] : 0 }

  /// Mean precision and recall.
  public func detail(of total: [Double]) -> String {
    guard total[3] > 0 else { return "" }
    return "precision \(Figures.text(total[1] / total[3], digits: 4)), "
      + "recall \(Figures.text(total[2] / total[3], digits: 4))"
  }
}
