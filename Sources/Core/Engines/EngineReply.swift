/// An engine's answer to one request.
public struct EngineReply: Codable, Hashable, Sendable {
  /// One draft of an answer.
  public struct Candidate: Codable, Hashable, Sendable {
    /// Its place among the reply's candidates, from 0.
    public var index: Int
    /// Markdown; `[S1]` cites a passage of the plan.
    public var content: String
    /// Why the engine stopped: `stop`, `length`, `content_filter`, `refusal` ...; else `unknown`.
    public var finishReason: String
    /// How likely the engine held it; `nil` where that was not asked for, or not said.
    public var likelihood: AnswerLikelihood?

    public init(
      index: Int, content: String, finishReason: String, likelihood: AnswerLikelihood? = nil
    ) {
      self.index = index
      self.content = content
      self.finishReason = finishReason
      self.likelihood = likelihood
    }
  }

  /// The request's `custom_id`.
  public var request: String
  /// By ``Candidate/index``.
  public var candidates: [Candidate]
  /// What is on record of the call; the same for all candidates.
  public var run: ModelRun

  public init(request: String, candidates: [Candidate], run: ModelRun) {
    self.request = request
    self.candidates = candidates
    self.run = run
  }
}
