import Core

extension JSONValue {
  /// The number, whole or not, where it is one.
  var figure: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .null, .bool, .string, .array, .object: nil
    }
  }
}
