import Core

extension JSONValue {
  /// The number, whole or not, where it is one.
  var double: Double? {
    switch self {
    case .integer(let whole): Double(whole)
    case .number(let number): number
    case .null, .bool, .string, .array, .object: nil
    }
  }

  /// The flag, where it is one.
  var flag: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }
}
