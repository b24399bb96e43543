/// What a gateway serves: where it listens, which backends it calls, what aliases stand for, and who
/// may ask. It is read from `gateway.yml`; see ``read(_:file:)``.
public struct GatewayPlan: Hashable, Sendable {
  /// Where it listens.
  public struct Listen: Hashable, Sendable {
    /// A name or address of this machine; `127.0.0.1` where the file says nothing.
    public var host: String
    /// From 1 to 65535; 0 takes a free one.
    public var port: Int

    public init(host: String = "127.0.0.1", port: Int = 8080) {
      self.host = host
      self.port = port
    }

    /// Whether that is a name or address of this machine that no other can reach.
    static func isLocal(_ host: String) -> Bool {
      host == "localhost" || host == "::1" || host.hasPrefix("127.")
        || host.hasPrefix("::ffff:127.")
    }
  }

  /// What it bears.
  public struct Limits: Hashable, Sendable {
    /// The most bytes of a request's body.
    public var bodyBytes: Int
    /// The most bytes of the requests that are under way; those beyond are answered 503. One body of
    /// `bodyBytes` may always come in.
    public var heldBytes: Int
    /// The most connections at once; those beyond wait to be accepted.
    public var connections: Int
    /// The most calls under way at once; those beyond are answered 503.
    public var calls: Int
    /// How long a connection may be idle between requests.
    public var idle: Duration
    /// How long a request may take to arrive, and how long a client may leave an answer unread.
    public var slowClient: Duration
    /// The most bytes of records that wait to be taken; those beyond are dropped, and counted. It is
    /// read when the gateway starts.
    public var recordBytes: Int

    public init(
      bodyBytes: Int = 20 << 20, heldBytes: Int = 500 << 20, connections: Int = 20_000,
      calls: Int = 4_000,
      idle: Duration = .seconds(75), slowClient: Duration = .seconds(30),
      recordBytes: Int = 64 << 20
    ) {
      self.bodyBytes = bodyBytes
      self.heldBytes = heldBytes
      self.connections = connections
      self.calls = calls
      self.idle = idle
      self.slowClient = slowClient
      self.recordBytes = recordBytes
    }
  }

  /// When a backend that fails is left alone.
  public struct Breaker: Hashable, Sendable {
    /// How many failures in a row open it.
    public var failures: Int
    /// How long it stays open before one call tries again; doubled with each try that fails, up to
    /// 16 times.
    public var rest: Duration
    /// How often backends with a health path are asked.
    public var healthEvery: Duration

    public init(
      failures: Int = 5, rest: Duration = .seconds(10), healthEvery: Duration = .seconds(5)
    ) {
      self.failures = failures
      self.rest = rest
      self.healthEvery = healthEvery
    }
  }

  /// Where it listens.
  public var listen: Listen
  /// What it bears.
  public var limits: Limits
  /// When a backend that fails is left alone.
  public var breaker: Breaker
  /// Who answers.
  public var backends: [PlannedBackend]
  /// What clients ask for.
  public var aliases: [PlannedAlias]
  /// Who may ask.
  public var clients: [PlannedClient]

  public init(
    listen: Listen = Listen(), limits: Limits = Limits(), breaker: Breaker = Breaker(),
    backends: [PlannedBackend], aliases: [PlannedAlias], clients: [PlannedClient]
  ) {
    self.listen = listen
    self.limits = limits
    self.breaker = breaker
    self.backends = backends
    self.aliases = aliases
    self.clients = clients
  }
}
