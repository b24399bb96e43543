import Core

/// What a record says: a chat, the answer it is to be preferred to, and what the file calls it.
struct ImportReading {
  var messages: [ChatMessage]
  var rejected: String?
  /// The id that the file gives it.
  var id: String?
  /// What keeps it beside others: a conversation's id, or the group it was exported with.
  var group: String?
  /// The split that its row names.
  var split: String?
  /// Whether it ends before an answer that is not to be learned.
  var isCut = false
  /// Where it says itself that it came from: a harvest's conversations.
  var sources: [SourceReference] = []

  init(_ messages: [ChatMessage], rejected: String? = nil) {
    self.messages = messages
    self.rejected = rejected
  }

  /// References as a lineage has them; what is none is passed over.
  private static func sources(_ value: ExchangeValue?) -> [SourceReference] {
    (value?.list ?? []).compactMap { item in
      guard let node = item["node"]?.text, let document = item["document"]?.text,
        let path = item["path"]?.text, let line = item["line"]?.double.flatMap(Int.init(exactly:)),
        let digest = item["digest"]?.text.flatMap(Digest.init(hex:))
      else { return nil }
      return SourceReference(node: node, document: document, path: path, line: line, digest: digest)
    }
  }

  /// A chat that is learned from, with what stands before it.
  private init(
    chat value: ExchangeValue?, after system: [ChatMessage] = []
  ) throws(ImportObstacle) {
    let chat = try ChatReading.chat(value)
    self.init(system + chat.messages)
    isCut = chat.isCut
  }

  /// Reads a record that stands for itself.
  init(_ value: ExchangeValue, as shape: ImportShape) throws(ImportObstacle) {
    // An offer of tools that no message takes up would still be taught without them.
    if ["tools", "functions"].contains(where: { value[$0]?.isSaid == true }) { throw .tools }
    switch shape {
    case .chat: self = try Self.chat(value)
    case .openAIPreference: self = try Self.openAIPreference(value)
    case .preference: self = try Self.preference(value)
    case .completion: self = try Self.completion(value)
    case .alpaca: self = try Self.alpaca(value)
    case .shareGPT: self = try Self.shareGPT(value)
    case .chatGPT: self = ImportReading(try ConversationTree(value).chat())
    case .row: self = try Self.row(value["row"] ?? .null)
    // These are joined with one another first.
    case .batchInput, .batchOutput: throw .notAChat
    }
    let names = shape == .row ? value["row"] : value
    id = names?["id"]?.text
    group = names?.first(of: "group", "conversation_id")?.text ?? (shape == .chatGPT ? id : nil)
    split = names?["split"]?.text
    sources = Self.sources(value["sources"])
  }

  private static func chat(_ value: ExchangeValue) throws(ImportObstacle) -> ImportReading {
    if value["chosen"]?.isSaid == true, value["rejected"]?.isSaid == true {
      return try pair(
        try ChatReading.messages(value["messages"]), value["chosen"], value["rejected"])
    }
    let reference = value.first(of: "reference_answer", "reference")?.text
    var messages = try ChatReading.messages(value["messages"])
    if messages.last?.role == .user, let reference {
      messages.append(try ChatReading.message(.assistant, reference))
      return ImportReading(messages)
    }
    return try ImportReading(chat: value["messages"])
  }

  private static func openAIPreference(
    _ value: ExchangeValue
  ) throws(ImportObstacle) -> ImportReading {
    if value["input"]?["tools"]?.isSaid == true { throw .tools }
    // The API's older description has the second names.
    return try pair(
      try ChatReading.messages(value["input"]?["messages"]),
      value.first(of: "preferred_output", "preferred_completion"),
      value.first(of: "non_preferred_output", "non_preferred_completion"))
  }

  private static func preference(_ value: ExchangeValue) throws(ImportObstacle) -> ImportReading {
    if let prompt = value["prompt"] {
      let messages = try ChatReading.messages(prompt, text: .user)
      return try pair(messages, value["chosen"], value["rejected"])
    }
    // Without a prompt of its own, it is what both sides begin with.
    let chosen = try ChatReading.messages(value["chosen"])
    let rejected = try ChatReading.messages(value["rejected"])
    let prompt = zip(chosen, rejected).prefix { $0 == $1 }.map(\.0)
    guard chosen.count == prompt.count + 1, rejected.count == prompt.count + 1 else {
      throw chosen == rejected ? .noPreference : .notAPair
    }
    return try pair(prompt, chosen[prompt.count], rejected[prompt.count])
  }

  private static func completion(_ value: ExchangeValue) throws(ImportObstacle) -> ImportReading {
    if value["label"] == .bool(false) { throw .disliked }
    let prompt = try ChatReading.messages(value["prompt"], text: .user)
    let completion = try ChatReading.messages(value["completion"], text: .assistant)
    guard completion.last?.role == .assistant else { throw .noAnswer }
    return ImportReading(prompt + completion)
  }

  private static func alpaca(_ value: ExchangeValue) throws(ImportObstacle) -> ImportReading {
    var messages: [ChatMessage] = []
    if let system = value["system"]?.text, !system.isEmpty {
      messages.append(ChatMessage(.system, system))
    }
    messages += try turns(value["history"])
    let asked = [value["instruction"]?.text, value["input"]?.text].compactMap(\.self)
      .filter { !$0.isEmpty }
    messages.append(try ChatReading.message(.user, asked.joined(separator: "\n")))
    if let chosen = value["chosen"] {
      return try pair(messages, chosen, value["rejected"])
    }
    messages.append(try ChatReading.message(.assistant, value["output"]?.text ?? ""))
    return ImportReading(messages)
  }

  /// Earlier turns: `[[question, answer], ...]`.
  private static func turns(_ value: ExchangeValue?) throws(ImportObstacle) -> [ChatMessage] {
    guard let turns = value?.list else { return [] }
    var messages: [ChatMessage] = []
    for turn in turns {
      guard let texts = turn.list?.compactMap(\.text), texts.count == 2 else { throw .notMessages }
      messages.append(try ChatReading.message(.user, texts[0]))
      messages.append(try ChatReading.message(.assistant, texts[1]))
    }
    return messages
  }

  private static func shareGPT(_ value: ExchangeValue) throws(ImportObstacle) -> ImportReading {
    var system: [ChatMessage] = []
    if let text = value["system"]?.text, !text.isEmpty { system = [ChatMessage(.system, text)] }
    if value["chosen"]?.isSaid == true, value["rejected"]?.isSaid == true {
      let before = system + (try ChatReading.messages(value["conversations"]))
      return try pair(before, value["chosen"], value["rejected"])
    }
    return try ImportReading(chat: value["conversations"], after: system)
  }

  private static func row(_ row: ExchangeValue) throws(ImportObstacle) -> ImportReading {
    func json(_ name: String) throws(ImportObstacle) -> ExchangeValue? {
      guard let text = row[name]?.text else { return nil }
      do throws(ExchangeError) {
        return try ExchangeValue.read(Array(text.utf8)[...])
      } catch {
        throw .broken(error)
      }
    }
    if let messages = try json("messages") {
      return try ImportReading(chat: messages)
    }
    var messages: [ChatMessage] = []
    if let system = row["system"]?.text { messages.append(ChatMessage(.system, system)) }
    messages += try turns(try json("history"))
    let asked = ["prompt", "input"].compactMap { row[$0]?.text }.joined(separator: "\n")
    messages.append(try ChatReading.message(.user, asked))
    if let rejected = row["rejected"] { return try pair(messages, row["answer"], rejected) }
    messages.append(try ChatReading.message(.assistant, row["answer"]?.text ?? ""))
    return ImportReading(messages)
  }

  /// A preference between two answers, each a text, a message, or a list of one.
  private static func pair(
    _ prompt: [ChatMessage], _ chosen: ExchangeValue?, _ rejected: ExchangeValue?
  ) throws(ImportObstacle) -> ImportReading {
    try pair(prompt, try answer(chosen), try answer(rejected))
  }

  private static func pair(
    _ prompt: [ChatMessage], _ chosen: ChatMessage, _ rejected: ChatMessage
  ) throws(ImportObstacle) -> ImportReading {
    guard chosen.role == .assistant, rejected.role == .assistant,
      prompt.last.map({ $0.role != .assistant }) ?? false
    else { throw .notAPair }
    guard chosen != rejected else { throw .noPreference }
    return ImportReading(prompt + [chosen], rejected: rejected.content)
  }

  private static func answer(_ value: ExchangeValue?) throws(ImportObstacle) -> ChatMessage {
    let list = value.map { $0.isObject ? .list([$0]) : $0 }
    let messages = try ChatReading.messages(list, text: .assistant)
    guard let answer = messages.first, messages.count == 1 else { throw .notAPair }
    return answer
  }
}
