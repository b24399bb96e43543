/// How far the words of an answer and of its reference are the same, whatever their order: SQuAD's F1,
/// the mean over the pairs, from 0 to 1. Of several references the best counts.
public struct TokenF1: TextMetric, Hashable {
  public init() {}

  public var name: String { "token_f1" }

  public func signature(references: Int?) -> String { "\(counted(references))|norm:squad" }

  /// Per segment its F1, and a one that counts it.
  public func statistics(
    of pairs: [TextPair]
  ) throws(EvaluationError) -> SegmentStatistics {
    try requireReferences(pairs)
    return SegmentStatistics(
      grades: pairs.map { pair in
        pair.references.map { Self.f1(pair.hypothesis, $0) }.max() ?? 0
      })
  }

  public func value(of total: [Double]) -> Double { total[1] > 0 ? total[0] / total[1] : 0 }

  private static func f1(_ hypothesis: String, _ reference: String) -> Double {
    let (found, wanted) = (words(hypothesis), words(reference))
    // No answer is right only where there is none.
    if found.isEmpty || wanted.isEmpty { return found.isEmpty && wanted.isEmpty ? 1 : 0 }
    var left: [[UInt8]: Int] = [:]
    for word in wanted { left[word, default: 0] += 1 }
    var matches = 0
    for word in found {
      guard let count = left[word], count > 0 else { continue }
      left[word] = count - 1
      matches += 1
    }
    return Overlap(matches: matches, found: found.count, wanted: wanted.count).f1
  }

  private static func words(_ text: String) -> [[UInt8]] {
    AnswerNormalization.text(text).utf8.split(separator: UInt8(ascii: " ")).map { Array($0) }
  }
}
