import Core

/// A hash of a client's chat that grows with each message: turns of one conversation begin alike.
struct ChatHash {
  private var hash = TextHash()

  init(client: String) { hash.add(client) }

  mutating func add(_ message: ChatMessage) {
    hash.add("\n\(message.role.rawValue)\n")
    hash.add(message.content)
  }

  /// Of the messages so far.
  var value: UInt64 { hash.value }
}
