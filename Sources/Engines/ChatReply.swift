import FoundationEssentials

/// The part of a Chat Completions reply that is read (OpenAI API reference, `/chat/completions`).
struct ChatReply: Decodable {
  struct Choice: Decodable {
    struct Message: Decodable {
      var content: String?
      var refusal: String?
    }
    var message: Message
    var finishReason: String?

    enum CodingKeys: String, CodingKey {
      case message
      case finishReason = "finish_reason"
    }

    /// Whether the model declined, in the field that says so.
    var isRefusal: Bool {
      (message.content ?? "").isEmpty && !(message.refusal ?? "").isEmpty
    }

    /// The draft; of a refusal, its words.
    var text: String { (isRefusal ? message.refusal : message.content) ?? "" }
  }

  struct Usage: Decodable {
    var promptTokens: Int?
    var completionTokens: Int?

    enum CodingKeys: String, CodingKey {
      case promptTokens = "prompt_tokens"
      case completionTokens = "completion_tokens"
    }
  }

  var id: String?
  var model: String?
  var choices: [Choice]
  var usage: Usage?
}
