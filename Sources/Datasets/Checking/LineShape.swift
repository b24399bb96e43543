/// What kind of example a line is, told by the names of its fields.
public enum LineShape: String, CaseIterable, Codable, Hashable, Sendable {
  /// `messages`, the last of them the answer to learn.
  case chat
  /// `messages` that end with the user's, and what graders need beside them.
  case reinforcement
  /// OpenAI's `input`, `preferred_output` and `non_preferred_output`.
  case preference
  /// A request: `custom_id`, `method`, `url` and `body`.
  case batch
  /// A reply: `custom_id`, `response` and `error`.
  case reply
  /// Bedrock's `schemaVersion`, `system` and `messages`.
  case converse
  /// `text`.
  case text
  /// `prompt` alone.
  case prompt
  /// `prompt` and `completion`.
  case completion
  /// `chosen` and `rejected`, with a `prompt` or with it in both.
  case pair
  /// `prompt`, `completion` and `label`.
  case rated
  /// `prompt`, `completions` and `labels`.
  case steps
  /// `instruction`, `input` and `output`.
  case alpaca
  /// `conversations` of `from` and `value`.
  case shareGPT = "sharegpt"

  /// What a person calls it, with the fields it is known by.
  var title: String {
    switch self {
    case .chat: "a chat (messages)"
    case .reinforcement: "a prompt for graders (messages that end with the user's)"
    case .preference: "a preference (input, preferred_output, non_preferred_output)"
    case .batch: "a batch request (custom_id, method, url, body)"
    case .reply: "a batch reply (custom_id, response, error)"
    case .converse: "a Bedrock conversation (schemaVersion, system, messages)"
    case .text: "a text (text)"
    case .prompt: "a prompt (prompt)"
    case .completion: "a prompt with its completion (prompt, completion)"
    case .pair: "a preference (prompt, chosen, rejected)"
    case .rated: "a rated completion (prompt, completion, label)"
    case .steps: "rated steps (prompt, completions, labels)"
    case .alpaca: "an instruction (instruction, input, output)"
    case .shareGPT: "a ShareGPT conversation (conversations)"
    }
  }
}
