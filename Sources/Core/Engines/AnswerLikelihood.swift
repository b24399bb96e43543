/// How likely a model held the tokens of its own answer.
public struct AnswerLikelihood: Codable, Hashable, Sendable {
  /// The log-probabilities (natural logarithm) of the tokens that the server gave one of, added up.
  public var logProbability: Double
  /// How many tokens the answer has.
  public var tokens: Int
  /// Those of which the server did not say how likely they were.
  public var unsaid: Int

  public init(logProbability: Double, tokens: Int, unsaid: Int = 0) {
    self.logProbability = logProbability
    self.tokens = tokens
    self.unsaid = unsaid
  }
}
