import Core
import Formats

extension AnswerLikelihood {
  /// More tokens than any answer has.
  private static let mostTokens = 1 << 20
  /// What rounding may leave above 0.
  private static let rounding = 1e-3
  /// Below this a token is as unlikely as no number of 64 bits could say, and no perplexity could be made
  /// of it. It holds the -9999 that stands for "very unlikely" (OpenAI API reference,
  /// `ChatCompletionTokenLogprob`).
  private static let least = -700.0

  /// Reads the tokens' log-probabilities of a choice, and keeps what they come to.
  ///
  /// - Parameters:
  ///   - tokens: `content` or `refusal` of the choice's `logprobs`.
  ///   - text: what the tokens are.
  /// - Returns: `nil` where they are not there, or are no log-probabilities of that text.
  init?(_ tokens: JSONPart?, of text: String) {
    guard let tokens = tokens?.elements, tokens.count <= Self.mostTokens,
      !tokens.isEmpty || text.isEmpty
    else { return nil }
    var (sum, unsaid) = (0.0, 0)
    for token in tokens {
      guard token.isObject else { return nil }
      // NaN and infinities, which some servers write, are read as null.
      guard let said = token["logprob"]?.number, said >= Self.least else {
        unsaid += 1
        continue
      }
      guard said <= Self.rounding else { return nil }
      sum += min(0, said)
    }
    self.init(logProbability: sum, tokens: tokens.count, unsaid: unsaid)
  }
}
