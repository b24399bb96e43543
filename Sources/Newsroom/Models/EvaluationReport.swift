public import Core
public import Evaluation

/// How good a model's answers to a set are: `report.json`.
public struct EvaluationReport: Codable, Hashable, Sendable {
  /// One figure with where it may lie on other prompts like these.
  public struct Figure: Codable, Hashable, Sendable {
    /// The figure, with the settings that it is of.
    public var score: MetricScore
    /// Whether a higher one is better.
    public var isHigherBetter: Bool
    /// `nil` where all resamples came to the same.
    public var interval: ConfidenceInterval?
  }

  /// How the prompts were asked.
  public struct Asking: Codable, Hashable, Sendable {
    /// The model's name in the request.
    public var model: String
    /// The model's name in the answers, where they all have one.
    public var answered: String?
    /// The server's host and port.
    public var endpoint: String
    /// As every prompt was asked.
    public var temperature: Double
    /// The seed in every request.
    public var seed: Int
    /// The most tokens of an answer.
    public var maxTokens: Int
    /// Whether the server was asked how likely each token was; `nil` where it was not.
    public var logProbabilities: Bool?
  }

  /// Who answered what graders asked.
  public struct Judge: Codable, Hashable, Sendable {
    /// The server's host and port.
    public var endpoint: String
    /// The models' names in the answers.
    public var models: [String]

    public init(endpoint: String, models: [String]) {
      self.endpoint = endpoint
      self.models = models
    }
  }

  /// What the answers took.
  public struct Taken: Codable, Hashable, Sendable {
    /// Prompts that were answered.
    public var answered: Int
    /// Prompts that were not; their answer counts as an empty one.
    public var failed: Int
    /// Why not, as most of those were told; `nil` where all were answered.
    public var cause: String?
    /// Grades that there are not, for the judge gave no answer; they count as nothing. `nil` for none.
    public var ungraded: Int?
    /// Tokens in and out, as far as the server counts them.
    public var promptTokens: Int
    /// Tokens of the answers, as far as the server counts them.
    public var completionTokens: Int
    /// In dollars, by the desk's price table; `nil` where it knows no price.
    public var dollars: Double?
    /// Seconds that half of the answers took at the most, and 95 of 100.
    public var medianSeconds: Double?
    /// Seconds that 95 of 100 answers took at the most.
    public var tailSeconds: Double?
  }

  /// The format's version: 1.
  public var version = 1
  /// The file of prompts.
  public var set: String
  /// Of its bytes.
  public var setDigest: Digest
  /// How many prompts it has.
  public var items: Int
  /// What was measured, and how it was asked.
  public var subject: EvaluationSubject
  /// How it was asked.
  public var asking: Asking
  /// Of ``answersName``'s bytes.
  public var answers: Digest
  /// The file of graders, and the digest of its bytes; `nil` where there was none.
  public var graders: Digest?
  /// Who answered the graders' questions; `nil` where they asked none.
  public var judge: Judge?
  /// Of the bytes of the house style that the answers were held against; `nil` where they were not.
  public var houseStyle: Digest?
  /// One for each measure.
  public var figures: [Figure]
  /// What a reader must know of the figures, such as one that is missing, and why; `nil` where there is
  /// nothing.
  public var notes: [String]?
  /// What the answers took.
  public var taken: Taken
  /// When it was measured (ISO 8601, UTC).
  public var at: String
  /// The roster id of who had it measured.
  public var by: String

  /// The report's file.
  static let fileName = "report.json"
  /// The answers' file.
  static let answersName = "answers.jsonl"
}
