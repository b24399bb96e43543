import Core
import Formats

/// What a kept request asked: its messages as texts.
struct AskedTexts {
  /// In their order; none where the request cannot be read.
  private(set) var messages: [ChatMessage] = []
  /// Whether all of it is texts of a system, a user and an assistant: no picture, no tool.
  private(set) var isPlain = true

  /// Reads the body of a request of either endpoint.
  init(_ request: String) {
    guard case .object(let body)? = try? JSONValue(json: request) else {
      isPlain = false
      return
    }
    if let tools = body["tools"], tools != .null, tools != .array([]) { isPlain = false }
    if body["previous_response_id"].map({ $0 != .null }) ?? false { isPlain = false }
    if case .string(let text)? = body["instructions"] {
      messages.append(ChatMessage(.system, text))
    }
    switch body["messages"] ?? body["input"] {
    case .string(let text): messages.append(ChatMessage(.user, text))
    case .array(let items): for item in items { add(item) }
    case nil, .null, .bool, .integer, .number, .object: isPlain = false
    }
    if messages.isEmpty { isPlain = false }
  }

  /// What is asked last.
  var asked: String? { messages.last { $0.role == .user }?.content }

  /// Whether a conversation begins here: nothing was answered yet.
  var isOpening: Bool { messages.allSatisfy { $0.role != .assistant } && asked != nil }

  private mutating func add(_ item: JSONValue) {
    guard case .object(let members) = item, case .string(let name)? = members["role"],
      let role = Self.role(name), let text = text(members["content"])
    else {
      isPlain = false
      return
    }
    if let calls = members["tool_calls"], calls != .null { isPlain = false }
    messages.append(ChatMessage(role, text))
  }

  /// What newer models call a developer is a system's word.
  private static func role(_ name: String) -> ChatMessage.Role? {
    name == "developer" ? .system : ChatMessage.Role(rawValue: name)
  }

  private mutating func text(_ content: JSONValue?) -> String? {
    switch content {
    case .string(let text): return text
    case .array(let parts):
      var text = ""
      for part in parts {
        guard case .object(let members) = part, case .string(let piece)? = members["text"] else {
          isPlain = false
          continue
        }
        text += piece
      }
      return text
    case nil, .null, .bool, .integer, .number, .object: return nil
    }
  }
}
