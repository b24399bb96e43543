import Core

/// A line of a harvest's examples: a chat, or OpenAI's preference shape, with where it came from.
struct HarvestLine: Codable, Hashable {
  struct Input: Codable, Hashable {
    var messages: [ChatMessage]
  }

  var id: String
  /// The conversation: all of it stays on one side of a split.
  var group: String
  var messages: [ChatMessage]?
  var input: Input?
  var preferred: [ChatMessage]?
  var rejected: [ChatMessage]?
  /// The conversation's line, the call's and the feedback's.
  var sources: [SourceReference]

  private enum CodingKeys: String, CodingKey {
    case id, group, messages, input, sources
    case preferred = "preferred_output"
    case rejected = "non_preferred_output"
  }

  init(_ example: HarvestedExample, group: String, sources: [SourceReference]) {
    self.group = group
    self.sources = sources
    if let rejected = example.rejected {
      id = "\(example.call)-preference"
      input = Input(messages: example.messages.dropLast())
      preferred = example.messages.suffix(1)
      self.rejected = [ChatMessage(.assistant, rejected)]
    } else {
      id = example.call
      messages = example.messages
    }
  }
}
