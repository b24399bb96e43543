extension JSONValue {
  /// A time in seconds from 1970, up to the year 9999; some servers write parts of seconds, others
  /// milliseconds.
  var seconds: Int? {
    let number: Double
    switch self {
    case .integer(let whole): number = Double(whole)
    case .number(let written): number = written
    case .null, .bool, .string, .array, .object: return nil
    }
    let seconds = number > 100_000_000_000 ? number / 1_000 : number
    guard (0...253_402_300_799).contains(seconds) else { return nil }
    return Int(seconds)
  }
}
