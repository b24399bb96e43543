/// Stage 4's artifact: the script, the exact requests that stage 5 will ask.
public struct ChatGPTAPIScripts: Artifact {
  public static let producer: StageID? = .chatGPTAPIScripts

  /// The engine that shall answer: `extractive`, `openai`.
  public var engine: String
  /// The model's name at the engine, such as `gpt-4.1-mini`; sent as it is.
  public var model: String
  /// What the model stood for when the script was made, where it is an alias of the desk: `voice/v2`.
  public var alias: String?
  /// Drafts per request.
  public var candidates: Int
  /// The most that a run may ask for, in requests and in tokens of replies.
  public var ceiling: Ceiling
  /// The lines of ``requests``, for those who must not open the file to know.
  public var requestCount: Int
  /// How many requests may be under way at a time.
  public var concurrency: Int
  /// `script.yml`: engine, model, parameters, ceiling; a person may edit it.
  public var script: ArtifactFile
  /// `requests.jsonl`: one ``BatchRequest`` a line.
  public var requests: ArtifactFile
  /// `plan.jsonl`: one ``DraftPlan`` a line, in the order of the requests.
  public var plan: ArtifactFile
  public var files: [ArtifactFile] { [script, requests, plan] }

  /// What a run may not pass.
  public struct Ceiling: Codable, Hashable, Sendable {
    /// Calls that are made, reruns and all.
    public var requests: Int
    /// Tokens of all replies, reruns and all.
    public var completionTokens: Int
    /// What all calls may cost by the desk's price table; `nil` sets no limit.
    public var dollars: Double?

    public init(requests: Int, completionTokens: Int, dollars: Double? = nil) {
      self.requests = requests
      self.completionTokens = completionTokens
      self.dollars = dollars
    }
  }

  public init(
    engine: String, model: String, alias: String? = nil, candidates: Int, ceiling: Ceiling,
    requestCount: Int,
    concurrency: Int = 8, script: ArtifactFile, requests: ArtifactFile, plan: ArtifactFile
  ) {
    self.engine = engine
    self.model = model
    self.alias = alias
    self.candidates = candidates
    self.ceiling = ceiling
    self.requestCount = requestCount
    self.concurrency = concurrency
    self.script = script
    self.requests = requests
    self.plan = plan
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    engine = try container.decode(String.self, forKey: .engine)
    model = try container.decode(String.self, forKey: .model)
    alias = try container.decodeIfPresent(String.self, forKey: .alias)
    candidates = try container.decode(Int.self, forKey: .candidates)
    ceiling = try container.decode(Ceiling.self, forKey: .ceiling)
    requestCount = try container.decode(Int.self, forKey: .requestCount)
    // Artifacts of before there was a choice.
    concurrency = try container.decodeIfPresent(Int.self, forKey: .concurrency) ?? 8
    script = try container.decode(ArtifactFile.self, forKey: .script)
    requests = try container.decode(ArtifactFile.self, forKey: .requests)
    plan = try container.decode(ArtifactFile.self, forKey: .plan)
  }
}
