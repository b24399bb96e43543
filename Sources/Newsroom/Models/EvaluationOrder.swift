/// What is to be measured on, and how.
public struct EvaluationOrder: Sendable {
  /// The file of chats.
  public var set: String
  /// Whether all is asked anew: what a server calls by a name can change without a word.
  public private(set) var asksAgain = false
  /// The server of `gateway.yml` that answers; `nil` where there is only one.
  public var backend: String?
  /// A file with a grader of OpenAI's, or a list of them, in JSON.
  public var graders: String?
  /// The server that answers graders' questions; `nil` where it is ``backend``.
  public var judge: String?
  /// The most tokens of one answer.
  public var maxTokens: Int
  /// How many prompts are under way at a time.
  public var concurrency: Int
  /// What all calls together may cost, in dollars; `nil` sets no limit.
  public var ceiling: Double?
  /// Whether the server is asked how likely the model held each token, which perplexity is made of.
  public var logProbabilities: Bool

  public init(
    set: String, backend: String? = nil, graders: String? = nil, judge: String? = nil,
    maxTokens: Int = 512, concurrency: Int = 4, ceiling: Double? = nil,
    logProbabilities: Bool = false
  ) {
    self.set = set
    self.backend = backend
    self.graders = graders
    self.judge = judge
    self.maxTokens = maxTokens
    self.concurrency = concurrency
    self.ceiling = ceiling
    self.logProbabilities = logProbabilities
  }
}

extension EvaluationOrder {
  /// The same, of which nothing is answered by what is on record.
  public var anew: EvaluationOrder {
    var order = self
    order.asksAgain = true
    return order
  }
}
