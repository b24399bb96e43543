/// Translation edit rate (Snover et al., A Study of Translation Edit Rate with Targeted Human
/// Annotation, 2006) as sacrebleu computes it after tercom: insertions, deletions, substitutions and
/// shifts of phrases per 100 words of the reference. Lower is better; it can exceed 100.
public struct TranslationEditRate: TextMetric, Hashable {
  /// Whether a capital letter differs from a small one.
  public var isCaseSensitive: Bool

  public init(isCaseSensitive: Bool = false) { self.isCaseSensitive = isCaseSensitive }

  public var name: String { "TER" }
  public var isHigherBetter: Bool { false }

  public func signature(references: Int?) -> String {
    "\(counted(references))|case:\(isCaseSensitive ? "mixed" : "lc")|tok:tercom|norm:no|punct:yes"
      + "|asian:no|version:2.6.0"
  }

  /// Per segment the fewest edits to any reference, and the references' mean length.
  public func statistics(
    of pairs: [TextPair]
  ) throws(EvaluationError) -> SegmentStatistics {
    try requireReferences(pairs)
    var statistics = SegmentStatistics(width: 2)
    statistics.reserve(pairs.count)
    var words = WordTable()
    for pair in pairs {
      words.removeAll()
      let hypothesis = words.numbers(of: compared(pair.hypothesis))
      var (fewest, length) = (Int.max, 0)
      for reference in pair.references {
        let reference = words.numbers(of: compared(reference))
        var search = ShiftSearch(hypothesis, reference)
        fewest = min(fewest, search.edits())
        length += reference.count
      }
      statistics.append([Double(fewest), Double(length) / Double(pair.references.count)])
    }
    return statistics
  }

  public func value(of total: [Double]) -> Double {
    if total[1] > 0 { return 100 * total[0] / total[1] }
    return total[0] > 0 ? 100 : 0
  }

  private func compared(_ text: String) -> String {
    isCaseSensitive ? text : text.loweredAsReference()
  }
}
