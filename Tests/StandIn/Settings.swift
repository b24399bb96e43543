extension StandIn {
  /// How a server behaves.
  public struct Settings: Sendable {
    /// What a request's bearer key must be; `nil` lets every one in.
    public var key: String? = StandIn.key
    /// How long an answer takes.
    public var delay: Duration = .zero
    /// Whether an `Idempotency-Key` seen before brings the answer it brought then.
    public var honoursIdempotency = true
    /// Whether it keeps all that goes over the wire.
    public var keepsExchanges = false
    /// The models it has; those of ``Fault`` come on top. Any other is answered 404.
    public var models = ["stand-in-1", "stand-in-2", "stand-in-old"]
    /// The day of `shutdown_date` by model.
    public var shutdownDates = ["stand-in-old": "2026-12-31"]
    /// How often a batch is looked at before it is over.
    public var batchRounds = 2
    /// What goes wrong with the next batches, in their order.
    public var batchFaults: [BatchFault] = []
    /// The steps of a fine-tuning job, how many of them a look at it brings, and how many lie between
    /// two checkpoints.
    public var tuningSteps = 10
    public var tuningStepsPerLook = 3
    public var tuningCheckpointSteps = 4
    /// What goes wrong with the next fine-tuning jobs, in their order.
    public var tuningFaults: [TuningFault] = []
    /// How often a file of examples is looked at before the server has read it.
    public var fileLooks = 0
    /// Whether no new fine-tuning job is taken.
    public var tuningIsClosed = false
    /// The endpoints that are there no more, by the first word of their path.
    public var shutDown: Set<String> = []
    /// The most requests in one ``window``; those above it are answered 429.
    public var requestsPerWindow: Int?
    public var window: Duration = .seconds(1)
    /// How the `x-ratelimit-*` headers are spelled.
    public var spelling: LimitSpelling = .durations
    /// The most lines and tokens of a batch.
    public var batchLines = 50_000
    public var batchTokens: Int?

    public init() {}
  }

  /// How a vendor writes when a limit is over.
  public enum LimitSpelling: String, Sendable, CaseIterable {
    /// OpenAI: `12ms`, `1s`, `6m0s`.
    case durations
    /// Azure: whole seconds.
    case seconds
    /// Azure, at times: `-1` for what it does not know.
    case unknown
    /// Anthropic: `anthropic-ratelimit-*` with a time of day (RFC 3339).
    case times
    /// No such header.
    case none
  }

  /// The key that a server with no other settings wants.
  public static let key = "sk-stand-in-0123456789abcdef"
}
