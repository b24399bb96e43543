import Foundation

/// A JSON value, as this server reads and writes it: on purpose not the product's own.
enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Reads a text; `nil` where it is no JSON.
  init?(_ data: Data) {
    guard let any = try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    else { return nil }
    self.init(any: any)
  }

  private init(any: Any) {
    switch any {
    case let text as String: self = .string(text)
    case let values as [Any]: self = .array(values.map(JSON.init(any:)))
    case let members as [String: Any]: self = .object(members.mapValues(JSON.init(any:)))
    case let number as NSNumber: self = JSON(number)
    default: self = .null
    }
  }

  private init(_ number: NSNumber) {
    // What Foundation says of `true` and `false`, and of no number that it reads.
    if number.objCType.pointee == CChar(UInt8(ascii: "c")) {
      self = .bool(number.boolValue)
    } else if let whole = Int(exactly: number.doubleValue) {
      self = .integer(whole)
    } else {
      self = .number(number.doubleValue)
    }
  }

  subscript(_ key: String) -> JSON? {
    get { if case .object(let members) = self { members[key] } else { nil } }
    set {
      guard case .object(var members) = self else { return }
      members[key] = newValue
      self = .object(members)
    }
  }

  var text: String? { if case .string(let value) = self { value } else { nil } }
  var whole: Int? { if case .integer(let value) = self { value } else { nil } }
  var isTrue: Bool { self == .bool(true) }
  var elements: [JSON]? { if case .array(let values) = self { values } else { nil } }
  var members: [String: JSON]? { if case .object(let found) = self { found } else { nil } }

  var data: Data { Data(written.utf8) }

  /// The value as text, with sorted keys.
  var written: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    // As Python's servers write a loss that is none.
    case .number(let value): value.isNaN ? "NaN" : "\(value)"
    case .string(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.written).joined(separator: ",") + "]"
    case .object(let found):
      "{"
        + found.sorted { $0.key < $1.key }
        .map { "\(Self.quoted($0.key)):\($0.value.written)" }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var written = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": written += "\\\""
      case "\\": written += "\\\\"
      case "\n": written += "\\n"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: written.unicodeScalars.append(scalar)
      }
    }
    return written + "\""
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(nilLiteral: ()) { self = .null }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}
