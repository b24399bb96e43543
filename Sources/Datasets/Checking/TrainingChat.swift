import FoundationEssentials

/// One line of a chat-format fine-tuning file, as anybody may have written it.
struct TrainingChat: Decodable {
  /// One message: its role, its text, and whether it holds something that is no text.
  struct Message: Decodable {
    var role: String
    /// The content's text; of a list of parts, the text parts.
    var text: String
    var weight: Double?
    /// Whether tool calls or parts other than text stand in it.
    var hasOtherContent: Bool

    private enum CodingKeys: String, CodingKey {
      case role, content, weight
      case toolCalls = "tool_calls"
    }

    private struct Part: Decodable {
      var type: String
      var text: String?
    }

    private struct Anything: Decodable {
      init(from decoder: any Decoder) {}
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      role = try container.decode(String.self, forKey: .role)
      weight = try container.decodeIfPresent(Double.self, forKey: .weight)
      let calls = try container.decodeIfPresent([Anything].self, forKey: .toolCalls) ?? []
      if let parts = try? container.decode([Part].self, forKey: .content) {
        text = parts.compactMap(\.text).joined(separator: "\n")
        hasOtherContent = !calls.isEmpty || parts.contains { $0.type != "text" }
      } else {
        text = try container.decodeIfPresent(String.self, forKey: .content) ?? ""
        hasOtherContent = !calls.isEmpty
      }
    }
  }

  var messages: [Message]
}
