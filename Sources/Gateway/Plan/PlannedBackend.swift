/// A server that answers: one model at one address.
public struct PlannedBackend: Hashable, Sendable {
  /// What aliases, records, headers and metrics call it.
  public var name: String
  /// The address up to and with `/v1`, without a slash at its end.
  public var url: String
  /// The environment variable that holds its key; `nil` where it wants none.
  public var key: String?
  /// The model's name at the server.
  public var model: String
  /// How long it may take until the first byte of an answer's body.
  public var firstByte: Duration
  /// How long it may be silent within an answer.
  public var betweenChunks: Duration
  /// A path from the server's root, such as `/health`, that answers 200 to 299 while it is well; `nil`
  /// where it is not asked.
  public var health: String?

  public init(
    name: String, url: String, key: String? = nil, model: String,
    firstByte: Duration = .seconds(120), betweenChunks: Duration = .seconds(60),
    health: String? = nil
  ) {
    self.name = name
    self.url = url
    self.key = key
    self.model = model
    self.firstByte = firstByte
    self.betweenChunks = betweenChunks
    self.health = health
  }

  /// The scheme, host and port: `http://127.0.0.1:8000`.
  var origin: String {
    let start = url.firstRange(of: "://").map(\.upperBound) ?? url.startIndex
    return String(url[..<(url[start...].firstIndex(of: "/") ?? url.endIndex)])
  }
}
