/// A server as `gateway.yml` has it: for one model, or for whatever models are deployed on it.
public struct PlannedServer: Hashable, Sendable {
  /// What deployments call it.
  public var name: String
  /// The address up to and with `/v1`, without a slash at its end.
  public var url: String
  /// The environment variable that holds its key; `nil` where it wants none.
  public var key: String?
  /// The one model that it has; `nil` where it has as many as are asked for by name.
  public var model: String?
  var firstByte: Duration
  var betweenChunks: Duration
  var health: String?

  /// The server as a backend of its own model; `nil` where it says none.
  var backend: PlannedBackend? { model.map { backend(named: name, model: $0) } }

  /// The server as a backend of one of its models.
  func backend(named name: String, model: String) -> PlannedBackend {
    PlannedBackend(
      name: name, url: url, key: key, model: model, firstByte: firstByte,
      betweenChunks: betweenChunks, health: health)
  }
}
