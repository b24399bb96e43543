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

/// The body of an error reply.
struct ChatErrorReply: Decodable {
  struct Detail: Decodable {
    var message: String?
    var code: String?

    enum CodingKeys: String, CodingKey { case message, code }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      message = try? container.decodeIfPresent(String.self, forKey: .message)
      // Some servers write the HTTP status as a number here.
      code = try? container.decodeIfPresent(String.self, forKey: .code)
    }
  }
  var error: Detail
}
