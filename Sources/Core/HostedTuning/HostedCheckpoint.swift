/// A model that a job made on its way (OpenAI API reference, `FineTuningJobCheckpoint`).
public struct HostedCheckpoint: Hashable, Identifiable, Sendable {
  /// The server's id of it.
  public var id: String
  /// When, in seconds from 1970.
  public var createdAt: Int
  /// The name that the model is asked by.
  public var model: String
  /// The step it comes after, from 1.
  public var step: Int
  /// What was measured, by name: `train_loss`, `valid_loss`, `full_valid_loss`.
  public var metrics: [String: Double]
  /// All that the server says of it.
  public var said: JSONValue

  /// Reads what a server says; `nil` where it is no checkpoint.
  public init?(_ said: JSONValue) {
    guard let id = said["id"]?.text, let model = said["fine_tuned_model_checkpoint"]?.text,
      let step = said["step_number"]?.whole, step >= 0
    else { return nil }
    self.id = id
    self.model = model
    self.step = step
    self.said = said
    createdAt = said["created_at"]?.seconds ?? 0
    metrics = Self.figures(said["metrics"])
  }

  /// The loss on the validation examples: on all of them, where the server says that.
  public var validationLoss: Double? { metrics["full_valid_loss"] ?? metrics["valid_loss"] }

  /// The numbers among an object's members.
  static func figures(_ value: JSONValue?) -> [String: Double] {
    guard case .object(let members)? = value else { return [:] }
    return members.compactMapValues { value in
      switch value {
      case .integer(let whole): Double(whole)
      case .number(let number): number.isFinite ? number : nil
      case .null, .bool, .string, .array, .object: nil
      }
    }
  }
}
