import Core
import Formats
import FoundationEssentials

/// Prompts with the answers that are wanted: a frozen test split, or any file of chats in OpenAI's
/// format for fine-tuning, one `{"messages": [...]}` a line.
struct EvaluationSet {
  /// One prompt.
  struct Item {
    /// The line of the file, from 1.
    var line: Int
    /// What comes before the wanted answer.
    var prompt: [ChatMessage]
    /// The last message, which the assistant is to say.
    var reference: String
    /// The line as it is: what a grader's `item` is.
    var json: JSONValue

    /// What the prompt holds that an answer could rest on.
    var ground: String { (prompt.map(\.content) + [reference]).joined(separator: "\n\n") }
  }

  /// The file, as the user names it.
  let path: String
  /// Of the file's bytes.
  let digest: Digest
  let items: [Item]

  /// The folder's name of what is measured on the set: by its bytes alone, so that a set is one under
  /// whatever path.
  var folder: String { digest.short }

  /// Reads a set.
  ///
  /// - Throws: ``NewsroomError`` with the line and column of what is no chat.
  init(_ data: Data, path: String) throws(NewsroomError) {
    self.path = path
    digest = Digest(of: data)
    var items: [Item] = []
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
      let place = SourcePlace(path, line: index + 1)
      let json: JSONValue
      do throws(JSONReadingError) {
        json = try JSONValue(json: Data(line))
      } catch {
        throw Self.fault(
          SourcePlace(path, line: index + 1, column: error.column),
          "the line is no JSON: \(error.reason)")
      }
      items.append(try Self.item(json, at: index + 1, place))
    }
    guard !items.isEmpty else {
      throw NewsroomError(
        .refused, "\(path) holds no chat",
        remedy: "Name a file with one chat a line, such as a dataset's test.jsonl.")
    }
    self.items = items
  }

  private static func fault(_ place: SourcePlace, _ message: String) -> NewsroomError {
    NewsroomError(
      .refused, "\(place): \(message)",
      remedy: "A line is {\"messages\": [...]}, the last one the assistant's: "
        + "colophon dataset check \(place.file).")
  }

  private static func item(
    _ json: JSONValue, at line: Int, _ place: SourcePlace
  ) throws(NewsroomError) -> Item {
    guard let messages = json["messages"]?.elements, !messages.isEmpty else {
      throw fault(place, "the line has no messages")
    }
    var chat: [ChatMessage] = []
    for message in messages {
      let role = message["role"]?.text ?? ""
      // OpenAI's newer name for what other servers call the system.
      guard let known = ChatMessage.Role(rawValue: role == "developer" ? "system" : role),
        let content = message["content"]?.text
      else { throw fault(place, "a message of role '\(role)' cannot be asked again as plain text") }
      chat.append(ChatMessage(known, content))
    }
    guard let last = chat.popLast(), last.role == .assistant, !chat.isEmpty else {
      throw fault(place, "the chat does not end with an answer of the assistant to something")
    }
    return Item(line: line, prompt: chat, reference: last.content, json: json)
  }
}
