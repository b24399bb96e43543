import Core

/// A line of a dataset's file.
struct DatasetLine: Decodable {
  var messages: [ChatMessage]
  var rejected: String?

  private struct Input: Decodable { var messages: [ChatMessage] }

  private enum CodingKeys: String, CodingKey {
    case messages, input
    case preferred = "preferred_output"
    case rejected = "non_preferred_output"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let input = try values.decodeIfPresent(Input.self, forKey: .input) {
      messages =
        input.messages + (try values.decode([ChatMessage].self, forKey: .preferred))
      rejected = try values.decode([ChatMessage].self, forKey: .rejected).last?.content
    } else {
      messages = try values.decode([ChatMessage].self, forKey: .messages)
    }
  }
}
