import Core
import Formats

extension OpenAISettings {
  /// A value as it can be kept: without the key, should a server have put it into a text.
  func withoutKey(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(key.redactingAnswer(text))
    case .array(let values): .array(values.map(withoutKey))
    case .object(let members): .object(members.mapValues(withoutKey))
    case .null, .bool, .integer, .number: value
    }
  }
}
