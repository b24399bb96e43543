import Core
import Formats

extension Example {
  private struct Pair: Encodable {
    var messages: [ChatMessage]
    var rejected: String
  }

  /// The id of an example with these messages: stable while they stay.
  static func identifier(of messages: [ChatMessage], rejected: String?) throws -> String {
    let line =
      try rejected.map { try CanonicalJSON.line(Pair(messages: messages, rejected: $0)) }
      ?? CanonicalJSON.line(messages)
    return "e-\(Digest(of: line).hex.prefix(16))"
  }

  /// The group of a chat that nothing else is known of: what is asked first. Chats that begin alike
  /// stay on one side of a split, whatever file they come from.
  static func group(asking messages: [ChatMessage]) -> String {
    let asked = messages.first { $0.role == .user }?.content ?? ""
    return "question-\(Digest(of: asked.normalized).hex.prefix(12))"
  }
}
