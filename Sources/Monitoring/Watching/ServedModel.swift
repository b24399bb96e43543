/// Who answered calls: an arm of an alias, and the model that stood behind it.
public struct ServedModel: Codable, Comparable, CustomStringConvertible, Hashable, Sendable {
  /// What clients asked for; empty where that could not be read.
  public var alias: String
  /// The side of the alias; empty where no arm was drawn.
  public var arm: String
  /// The model's name at the backend; empty where nobody was asked.
  public var model: String

  public init(alias: String, arm: String, model: String) {
    self.alias = alias
    self.arm = arm
    self.model = model
  }

  public static func < (left: ServedModel, right: ServedModel) -> Bool {
    (left.alias, left.arm, left.model) < (right.alias, right.arm, right.model)
  }

  public var description: String {
    let parts = [alias, arm].filter { !$0.isEmpty }.joined(separator: ", ")
    return model.isEmpty ? (parts.isEmpty ? "no alias" : parts) : "\(parts) (\(model))"
  }
}
