public import Core

/// What a checkpoint's folder holds where a server keeps the weights: the name that the model is asked
/// by.
public struct HostedModel: Codable, Hashable, Sendable {
  /// The model's name at the server.
  public var model: String
  /// The step it comes after.
  public var step: Int
  /// All that the server says of it.
  public var said: JSONValue

  /// The file's name in the checkpoint's folder.
  public static let fileName = "checkpoint.json"
}
