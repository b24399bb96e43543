/// Compares two texts by a metric, from 0 to 1.
public struct TextSimilarityGrader: Hashable, Sendable {
  /// The metric; where OpenAI does not say which of several definitions it takes, that of the field's
  /// reference is taken.
  public enum Metric: Hashable, Sendable {
    /// rapidfuzz's `ratio`: twice the longest common subsequence of characters by both lengths.
    case fuzzyMatch
    /// A sentence's BLEU, as sacrebleu's with its effective order, by 100.
    case bleu
    /// Google's BLEU of one sentence, as NLTK's, on words between white space.
    case gleu
    /// METEOR, as NLTK's, with exact words and stems; without WordNet's synonyms, which are not here.
    case meteor
    /// ROUGE of n-grams, as rouge-score's F1 without a stemmer.
    case rouge(Int)
    /// ROUGE of the longest common subsequence, likewise.
    case rougeL
  }

  /// The grader's name.
  public var name: String
  /// The text that is graded.
  public var input: GraderTemplate
  /// What it is compared with.
  public var reference: GraderTemplate
  /// By which metric.
  public var metric: Metric
  /// From which figure on a sample passes.
  public var passThreshold: Double?

  public init(
    name: String, input: GraderTemplate, reference: GraderTemplate, metric: Metric,
    passThreshold: Double? = nil
  ) {
    self.name = name
    self.input = input
    self.reference = reference
    self.metric = metric
    self.passThreshold = passThreshold
  }

  // Swift 6.3's optimizer crashes on a typed error thrown within an asynchronous loop.
  @inline(never)
  func grade(_ sample: GradedSample) throws -> Grade {
    try Grade.comparing(name, input, reference, in: sample) {
      input, reference throws(EvaluationError) in
      let score = try similarity(input, reference)
      return Grade(name: name, score: score, isPassed: passThreshold.map { score >= $0 })
    }
  }

  private func similarity(
    _ input: String, _ reference: String
  ) throws(EvaluationError) -> Double {
    let pair = [TextPair(input, reference: reference)]
    return switch metric {
    case .fuzzyMatch: FuzzyMatch.ratio(input, reference)
    case .bleu: try BLEU(usesEffectiveOrder: true).score(of: pair).value / 100
    case .gleu: GLEU.score(input, reference)
    case .meteor: METEOR.score(input, reference)
    case .rouge(let order): try ROUGE(.ngrams(order)).score(of: pair).value
    case .rougeL: try ROUGE(.subsequence).score(of: pair).value
    }
  }
}
