import Core

/// One conversation of the file that ChatGPT exports: a tree of messages, of which the path to the
/// current one is the chat as it was last seen. The format is not documented; what is read here are
/// `mapping`, `current_node`, and each message's author and content.
struct ConversationTree {
  private let nodes: ExchangeValue
  private let current: String?

  init(_ value: ExchangeValue) {
    nodes = value["mapping"] ?? .null
    current = value["current_node"]?.text
  }

  /// The chat up to its last answer. Answers in several messages are one.
  func chat() throws(ImportObstacle) -> [ChatMessage] {
    var messages: [ChatMessage] = []
    for value in path {
      guard let message = try message(value) else { continue }
      if let last = messages.last, last.role == message.role {
        messages[messages.count - 1].content += "\n\n" + message.content
      } else {
        messages.append(message)
      }
    }
    while let last = messages.last, last.role != .assistant { messages.removeLast() }
    guard messages.contains(where: { $0.role == .user }) else { throw .noAnswer }
    return messages
  }

  /// The messages from the root to the current node, or to the last one that has no child.
  private var path: [ExchangeValue] {
    guard case .object(let members) = nodes else { return [] }
    let table = Dictionary(members.map { ($0.key, $0.value) }) { _, last in last }
    let leaf = members.last { $0.value["children"]?.isSaid != true }?.key
    var path: [ExchangeValue] = []
    var seen: Set<String> = []
    var next = current.flatMap { table[$0] == nil ? nil : $0 } ?? leaf
    // A node that is its own forebear would have no end.
    while let name = next, seen.insert(name).inserted, let node = table[name] {
      if let message = node["message"], message.isObject { path.append(message) }
      next = node["parent"]?.text
    }
    return path.reversed()
  }

  /// A message that was said; `nil` for what the program adds: settings, thoughts, empty nodes.
  private func message(_ value: ExchangeValue) throws(ImportObstacle) -> ChatMessage? {
    let hidden = value["metadata"]?["is_visually_hidden_from_conversation"]
    guard hidden != .bool(true), let author = value["author"]?["role"]?.text else { return nil }
    let content = value["content"]
    switch content?["content_type"]?.text ?? "text" {
    case "text": break
    case "thoughts", "reasoning_recap", "user_editable_context", "model_editable_context":
      return nil
    case "code", "execution_output", "tether_browsing_display", "tether_quote": throw .tools
    case let type: throw .notText(type)
    }
    let text = try ChatReading.text(content?["parts"])
    guard !text.allSatisfy(\.isWhitespace) else { return nil }
    // An answer that is addressed to a tool is a call of it.
    if let recipient = value["recipient"]?.text, recipient != "all" { throw .tools }
    return ChatMessage(try ChatReading.role(named: author), text)
  }
}
