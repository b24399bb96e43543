import Core

/// Joins the requests of batch files with their replies, by `custom_id`: the replies come in any
/// order, and failed ones in a file of their own.
struct BatchJoin {
  /// A record of a batch file, with the file it stands in.
  struct Row {
    var file: Int
    var record: ImportRecord
    var value: ExchangeValue

    var name: String { value["custom_id"]?.text ?? "" }
  }

  private var requests: [String: Row] = [:]
  private var order: [String] = []
  private var replies: [Row] = []
  private var answered: Set<String> = []
  /// What could not be joined.
  private(set) var obstacles: [(row: Row, obstacle: ImportObstacle)] = []

  var isEmpty: Bool { order.isEmpty && replies.isEmpty }

  mutating func add(_ row: Row, as shape: ImportShape) {
    if shape == .batchOutput {
      replies.append(row)
    } else if requests.updateValue(row, forKey: row.name) == nil {
      order.append(row.name)
    } else {
      obstacles.append((row, .repeatedRequest(row.name)))
    }
  }

  /// The chats of all replies, in the order of their requests.
  mutating func chats() -> [(row: Row, reading: ImportReading)] {
    var chats: [String: (row: Row, reading: ImportReading)] = [:]
    for reply in replies {
      do throws(ImportObstacle) {
        guard let request = requests[reply.name] else { throw .noRequest(reply.name) }
        guard answered.insert(reply.name).inserted else { throw .repeatedRequest(reply.name) }
        let answer = try BatchReply(reply.value).answer()
        let asked = try Self.asked(in: request.value["body"] ?? .null)
        var reading = ImportReading(asked + [try ChatReading.message(.assistant, answer)])
        reading.id = reply.name
        chats[reply.name] = (reply, reading)
      } catch {
        obstacles.append((reply, error))
      }
    }
    for name in order where !answered.contains(name) {
      if let row = requests[name] { obstacles.append((row, .noReply(name))) }
    }
    return order.compactMap { chats[$0] }
  }

  /// The messages of a request: to Chat Completions, or to Responses.
  private static func asked(in body: ExchangeValue) throws(ImportObstacle) -> [ChatMessage] {
    if body["tools"]?.isSaid == true || body["functions"]?.isSaid == true { throw .tools }
    if body["messages"] != nil { return try ChatReading.messages(body["messages"]) }
    guard let input = body["input"], body["model"] != nil else { throw .notAChat }
    var messages: [ChatMessage] = []
    if let instructions = body["instructions"]?.text, !instructions.isEmpty {
      messages.append(ChatMessage(.system, instructions))
    }
    return messages + (try ChatReading.messages(input, text: .user))
  }
}
