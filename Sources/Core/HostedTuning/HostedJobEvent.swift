/// Something that happened to a fine-tuning job (OpenAI API reference, `FineTuningJobEvent`).
public struct HostedJobEvent: Hashable, Identifiable, Sendable {
  /// The server's id of it.
  public var id: String
  /// When, in seconds from 1970.
  public var createdAt: Int
  /// `info`, `warn`, `error`.
  public var level: String
  /// For people.
  public var message: String
  /// The numbers by name, where it is about any: `step`, `train_loss`.
  public var figures: [String: Double]
  /// All that the server says of it.
  public var said: JSONValue

  /// Reads what a server says; `nil` where it is no event.
  public init?(_ said: JSONValue) {
    guard let id = said["id"]?.text, !id.isEmpty else { return nil }
    self.id = id
    self.said = said
    createdAt = said["created_at"]?.seconds ?? 0
    level = said["level"]?.text ?? "info"
    message = said["message"]?.text ?? ""
    figures = HostedCheckpoint.figures(said["data"])
  }
}
