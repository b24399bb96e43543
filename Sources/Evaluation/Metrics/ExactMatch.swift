/// The share of texts that are one of their references, from 0 to 1: character for character, or as
/// SQuAD compares answers.
public struct ExactMatch: TextMetric, Hashable {
  /// Whether case, ASCII punctuation, English articles and surplus white space are left out.
  public var isNormalized: Bool

  public init(isNormalized: Bool = false) { self.isNormalized = isNormalized }

  public var name: String { "exact_match" }

  public func signature(references: Int?) -> String {
    "\(counted(references))|norm:\(isNormalized ? "squad" : "no")"
  }

  /// Per segment 1 for a match and 0 for none, and a one that counts it.
  public func statistics(
    of pairs: [TextPair]
  ) throws(EvaluationError) -> SegmentStatistics {
    try requireReferences(pairs)
    return SegmentStatistics(
      grades: pairs.map { pair in
        let hypothesis = compared(pair.hypothesis)
        return pair.references.contains {
          // Not `==`, to which a letter with its accent equals the two apart.
          compared($0).utf8.elementsEqual(hypothesis.utf8)
        } ? 1 : 0
      })
  }

  public func value(of total: [Double]) -> Double { total[1] > 0 ? total[0] / total[1] : 0 }

  private func compared(_ text: String) -> String {
    isNormalized ? AnswerNormalization.text(text) : text
  }
}
