import Core

/// How likely a model held its answers, and whether a perplexity can be made of that: a figure of some of
/// the answers, or of some of their tokens, would be another one.
struct AnswerLikelihoods {
  private let given: [EvaluatedAnswer]
  private let failed: Int

  init(of answers: [EvaluatedAnswer]) {
    given = answers.filter { $0.failure == nil }
    failed = answers.count - given.count
  }

  /// Why there is none, in words; `nil` where there is one.
  private var lack: String? {
    guard !given.isEmpty else { return "there is no answer" }
    let without = given.count { $0.likelihood == nil }
    guard without < given.count else { return "the server gave no log-probabilities" }
    guard without == 0 else {
      return "\(without) of \(given.count.counted("answer")) came without log-probabilities"
    }
    let unsaid = given.compactMap(\.likelihood).filter { $0.unsaid > 0 }
    guard unsaid.isEmpty else {
      let tokens = unsaid.reduce(0) { $0 + $1.unsaid }
      return "of \(tokens.counted("token")) in \(unsaid.count.counted("answer")) "
        + "the server did not say how likely they were"
    }
    guard given.contains(where: { $0.likelihood?.tokens ?? 0 > 0 }) else {
      return "no answer has a token"
    }
    return nil
  }

  /// Whether there is one.
  var isWhole: Bool { lack == nil }

  /// What a reader of the figures must know of it, where it was asked for.
  var note: String? {
    if let lack { return "Perplexity was not measured: \(lack)." }
    return failed > 0
      ? "Perplexity is of the \(given.count.counted("answer")) that there are." : nil
  }
}
