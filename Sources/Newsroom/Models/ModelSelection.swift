/// Models side by side on the same prompts, before one is chosen to build on.
public struct ModelSelection: Encodable, Sendable {
  /// One prompt with what each candidate said, in the candidates' order.
  public struct Sample: Encodable, Sendable {
    /// The last message of the prompt.
    public var prompt: String
    /// The answer that is wanted.
    public var reference: String
    /// By candidate.
    public var answers: [String]
  }

  /// The model that something is chosen for.
  public var model: String
  /// What each candidate was measured to be.
  public var candidates: [EvaluationReport]
  /// The first prompts of the set.
  public var samples: [Sample]
}
