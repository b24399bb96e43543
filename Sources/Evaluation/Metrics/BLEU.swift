import Glibc

/// BLEU (Papineni et al., BLEU: a Method for Automatic Evaluation of Machine Translation, 2002) as
/// sacrebleu computes it (Post, A Call for Clarity in Reporting BLEU Scores, 2018), from 0 to 100.
public struct BLEU: TextMetric, Hashable {
  /// How a text becomes tokens.
  public enum Tokenization: String, Hashable, Sendable {
    /// As mteval-v13a does: the convention of the field for languages that put spaces between words.
    case mteval13a = "13a"
    /// As mteval-v14 does: every Unicode punctuation mark and symbol by itself.
    case international = "intl"
    /// Each character by itself: for Chinese, Japanese, Thai.
    case characters = "char"
    /// At white space only: for texts that are tokens already.
    case none
  }

  /// What stands in for the precision of an order without a match (Chen and Cherry, A Systematic
  /// Comparison of Smoothing Techniques for Sentence-Level BLEU, 2014).
  public enum Smoothing: Hashable, Sendable {
    /// Half of what the order before it got: the convention.
    case exponential
    /// So many matches.
    case floor(Double)
    /// So many more matches and n-grams, from the second order on.
    case addK(Double)
    case none

    var signature: String {
      switch self {
      case .exponential: "exp"
      case .floor(let value): "floor[\(Self.hundredths(value))]"
      case .addK(let value): "add-k[\(Self.hundredths(value))]"
      case .none: "none"
      }
    }

    private static func hundredths(_ value: Double) -> String { Figures.text(value, digits: 2) }
  }

  /// How a text becomes tokens.
  public var tokenization: Tokenization
  /// What is done about orders without a match.
  public var smoothing: Smoothing
  /// Whether capital letters count as small ones.
  public var isLowercased: Bool
  /// Whether orders that the texts are too short for are left out: for single sentences.
  public var usesEffectiveOrder: Bool
  /// The longest n-grams that count.
  public var order: Int

  public init(
    tokenization: Tokenization = .mteval13a, smoothing: Smoothing = .exponential,
    isLowercased: Bool = false, usesEffectiveOrder: Bool = false, order: Int = 4
  ) {
    precondition(order > 0, "n-grams have at least one token")
    self.tokenization = tokenization
    self.smoothing = smoothing
    self.isLowercased = isLowercased
    self.usesEffectiveOrder = usesEffectiveOrder
    self.order = order
  }

  public var name: String { "BLEU" }

  public func signature(references: Int?) -> String {
    [
      counted(references), "case:\(isLowercased ? "lc" : "mixed")",
      "eff:\(usesEffectiveOrder ? "yes" : "no")", "tok:\(tokenization.rawValue)",
      "smooth:\(smoothing.signature)", "version:2.6.0",
    ].joined(separator: "|")
  }

  /// Per segment the tokens of the hypothesis and of the reference nearest in length, then for each
  /// order the n-grams that match, then for each order the hypothesis's n-grams.
  public func statistics(
    of pairs: [TextPair]
  ) throws(EvaluationError) -> SegmentStatistics {
    try requireReferences(pairs)
    var statistics = SegmentStatistics(width: 2 + 2 * order)
    statistics.reserve(pairs.count)
    var counter = TokenMatches(tokenization: tokenization, isLowercased: isLowercased, order: order)
    for pair in pairs { statistics.append(counter.count(pair)) }
    return statistics
  }

  public func value(of total: [Double]) -> Double {
    let (precisions, effectiveOrder) = precisions(of: total)
    guard total[2..<2 + order].contains(where: { $0 != 0 }) else { return 0 }
    // A precision of 0 brings the whole to 0.
    let logarithms = precisions[..<effectiveOrder].map { $0 == 0 ? -9_999_999_999 : log($0) }
    return brevityPenalty(of: total) * exp(logarithms.reduce(0, +) / Double(effectiveOrder))
  }

  /// The precisions and the brevity penalty, as sacrebleu prints them.
  public func detail(of total: [Double]) -> String {
    let precisions = precisions(of: total).values.map { Figures.text($0, digits: 1) }
    let ratio = total[1] > 0 ? total[0] / total[1] : 0
    return "\(precisions.joined(separator: "/")) "
      + "(BP = \(Figures.text(brevityPenalty(of: total), digits: 3)) "
      + "ratio = \(Figures.text(ratio, digits: 3)) "
      + "hyp_len = \(Int(total[0])) ref_len = \(Int(total[1])))"
  }

  /// What a text loses for being shorter than its reference.
  private func brevityPenalty(of total: [Double]) -> Double {
    guard total[0] < total[1] else { return 1 }
    return total[0] > 0 ? exp(1 - total[1] / total[0]) : 0
  }

  /// Each order's precision in percent, and how many orders count.
  private func precisions(of total: [Double]) -> (values: [Double], order: Int) {
    var precisions = [Double](repeating: 0, count: order)
    guard total[2..<2 + order].contains(where: { $0 != 0 }) else { return (precisions, order) }
    var halving = 1.0
    var effectiveOrder = order
    for index in 0..<order {
      var (matches, all) = (total[2 + index], total[2 + order + index])
      if case .addK(let more) = smoothing, index > 0 {
        matches += more
        all += more
      }
      if all == 0 { break }
      if usesEffectiveOrder { effectiveOrder = index + 1 }
      if matches > 0 {
        precisions[index] = 100 * matches / all
      } else {
        switch smoothing {
        case .exponential:
          halving *= 2
          precisions[index] = 100 / (halving * all)
        case .floor(let value): precisions[index] = 100 * value / all
        case .addK, .none: break
        }
      }
    }
    return (precisions, effectiveOrder)
  }
}
