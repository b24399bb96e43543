import Core

/// One example as a record of each format.
struct ExportRecord {
  private let entry: Dataset.Entry
  private let example: Example

  init(_ entry: Dataset.Entry) {
    self.entry = entry
    example = entry.example
  }

  /// The record; strict to the provider's keys, where the provider is.
  func value(as format: ExportFormat) throws(ExportObstacle) -> ExchangeValue {
    if !format.kinds.contains(example.kind) {
      throw example.kind == .chat ? .noChats : .noPairs
    }
    switch format {
    case .openAI: return chat
    case .openAIPreference: return openAIPair
    case .azure:
      try requireNoRepeatedAnswer()
      return example.rejected == nil ? chat : openAIPair
    case .openAIReinforcement:
      try requireQuestion()
      return .object(["messages": messages(asked), "reference_answer": .text(answer)])
    case .openAICompletion: return try completion()
    case .alpaca: return try alpaca()
    case .shareGPT:
      return .object([
        "id": .text(example.id), "conversations": .list(example.messages.map(Self.shareGPT)),
      ])
    case .trl:
      try requireQuestion()
      return .object(["prompt": messages(asked), "completion": messages(last)])
    case .trlPreference: return trlPair
    case .csv: return try row()
    case .huggingFace: return columns
    case .llamaFactory:
      try requireTurns()
      return example.rejected == nil ? chat : chosenAndRejected
    case .axolotl: return example.rejected == nil ? chat : chosenAndRejected
    }
  }

  // MARK: What the formats share

  private var asked: ArraySlice<ChatMessage> { example.messages.dropLast() }
  private var last: ArraySlice<ChatMessage> { example.messages.suffix(1) }
  private var answer: String { example.messages.last?.content ?? "" }

  private func message(_ role: ChatMessage.Role, _ text: String) -> ExchangeValue {
    .object(["role": .text(role.rawValue), "content": .text(text)])
  }

  private func messages(_ messages: some Sequence<ChatMessage>) -> ExchangeValue {
    .list(messages.map { message($0.role, $0.content) })
  }

  private var chat: ExchangeValue { .object(["messages": messages(example.messages)]) }

  private var rejected: ExchangeValue { message(.assistant, example.rejected ?? "") }

  private var openAIPair: ExchangeValue {
    .object([
      "input": .object([
        "messages": messages(asked), "tools": .list([]), "parallel_tool_calls": .bool(true),
      ]),
      "preferred_output": messages(last), "non_preferred_output": .list([rejected]),
    ])
  }

  private var trlPair: ExchangeValue {
    .object([
      "prompt": messages(asked), "chosen": messages(last), "rejected": .list([rejected]),
    ])
  }

  private var chosenAndRejected: ExchangeValue {
    .object([
      "messages": messages(asked), "chosen": message(.assistant, answer), "rejected": rejected,
    ])
  }

  /// The columns of the Hugging Face folder.
  private var columns: ExchangeValue {
    let about: [ExchangeValue.Member] = [
      .init(key: "id", value: .text(example.id)),
      .init(key: "recipe", value: .text(example.recipe)),
      .init(key: "group", value: .text(example.group)),
      .init(key: "licence", value: .text(entry.licence)),
      .init(key: "sources", value: .list(example.sources.map(Self.source))),
    ]
    guard case .object(let members) = example.rejected == nil ? chat : trlPair else { return chat }
    return .object(members + about)
  }

  private static func source(_ source: SourceReference) -> ExchangeValue {
    .object([
      "document": .text(source.document), "path": .text(source.path),
      "line": .number("\(source.line)"), "node": .text(source.node),
      "digest": .text(source.digest.hex),
    ])
  }

  private static func shareGPT(_ message: ChatMessage) -> ExchangeValue {
    let name =
      switch message.role {
      case .system: "system"
      case .user: "human"
      case .assistant: "gpt"
      }
    return .object(["from": .text(name), "value": .text(message.content)])
  }

  // MARK: Formats of turns

  /// A chat of a system message, or none, and the user and the assistant by turns.
  private struct Turns {
    var system: String?
    var earlier: [(asked: String, answered: String)] = []
    var asked = ""
  }

  private func turns() throws(ExportObstacle) -> Turns {
    var rest = example.messages[...]
    var turns = Turns()
    if rest.first?.role == .system { turns.system = rest.removeFirst().content }
    guard !rest.isEmpty, rest.count.isMultiple(of: 2) else { throw .irregular }
    while let user = rest.popFirst(), let assistant = rest.popFirst() {
      guard user.role == .user, assistant.role == .assistant else { throw .irregular }
      if rest.isEmpty {
        turns.asked = user.content
      } else {
        turns.earlier.append((user.content, assistant.content))
      }
    }
    return turns
  }

  private func requireTurns() throws(ExportObstacle) { _ = try turns() }

  private func requireQuestion() throws(ExportObstacle) {
    if asked.last?.role != .user { throw .noQuestion }
  }

  private func requireNoRepeatedAnswer() throws(ExportObstacle) {
    let roles = example.messages.map(\.role)
    let isRepeated = zip(roles, roles.dropFirst()).contains { $0 == .assistant && $1 == .assistant }
    if isRepeated { throw .irregular }
  }

  private func history(_ turns: Turns) -> ExchangeValue {
    .list(turns.earlier.map { .list([.text($0.asked), .text($0.answered)]) })
  }

  private func alpaca() throws(ExportObstacle) -> ExchangeValue {
    let turns = try turns()
    var members: [ExchangeValue.Member] = [
      .init(key: "instruction", value: .text(turns.asked)), .init(key: "input", value: .text("")),
      .init(key: "output", value: .text(answer)),
    ]
    if let system = turns.system { members.append(.init(key: "system", value: .text(system))) }
    if !turns.earlier.isEmpty { members.append(.init(key: "history", value: history(turns))) }
    return .object(members)
  }

  /// The system message goes before the question: the format has no other place for it.
  private func completion() throws(ExportObstacle) -> ExchangeValue {
    let turns = try turns()
    guard turns.earlier.isEmpty else { throw .severalTurns }
    let prompt = [turns.system, turns.asked].compactMap(\.self).joined(separator: "\n\n")
    return .object(["prompt": .text(prompt), "completion": .text(answer)])
  }

  private func row() throws(ExportObstacle) -> ExchangeValue {
    let turns = try turns()
    let history = turns.earlier.isEmpty ? ExchangeValue.text("") : history(turns)
    let sources = example.sources.map { "\($0.document):\($0.line)" }.joined(separator: "; ")
    return .object([
      "id": .text(example.id), "split": .text(entry.split.rawValue),
      "recipe": .text(example.recipe), "group": .text(example.group),
      "licence": .text(entry.licence), "sources": .text(sources),
      "system": .text(turns.system ?? ""), "history": history, "prompt": .text(turns.asked),
      "answer": .text(answer), "rejected": .text(example.rejected ?? ""),
    ])
  }
}
