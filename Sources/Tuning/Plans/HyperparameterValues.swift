public import Core

/// What a plan says of a hyperparameter: a value, some values, or a range of numbers.
public enum HyperparameterValues: Hashable, Sendable {
  /// Every run has it.
  case one(JSONValue)
  /// In the order of the plan.
  case list([JSONValue])
  case range(HyperparameterRange)

  /// The values that runs can have; `nil` where there are any number.
  public func levels(of hyperparameter: Hyperparameter) -> [JSONValue]? {
    switch self {
    case .one(let value): [value]
    case .list(let values): values
    case .range(let range): range.levels(of: hyperparameter)
    }
  }

  /// The value at a share, 0 to 1, of all that there are.
  func value(at share: Double, of hyperparameter: Hyperparameter) -> JSONValue {
    switch self {
    case .range(let range) where range.steps == nil:
      return range.value(at: share, of: hyperparameter)
    case .one, .list, .range:
      let levels = levels(of: hyperparameter) ?? []
      let place = min(Int(share * Double(levels.count)), levels.count - 1)
      return levels.isEmpty ? .null : levels[place]
    }
  }

  /// Whether runs differ in it.
  public var varies: Bool {
    switch self {
    case .one: false
    case .list(let values): values.count > 1
    case .range: true
    }
  }
}
