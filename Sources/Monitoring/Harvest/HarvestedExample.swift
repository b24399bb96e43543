import Core

/// An example that a call gives.
struct HarvestedExample: Hashable {
  var call: String
  var messages: [ChatMessage]
  /// The answer that the last message is to be preferred to.
  var rejected: String?

  init(call: String, messages: [ChatMessage], rejected: String? = nil) {
    self.call = call
    self.messages = messages
    self.rejected = rejected
  }

  /// As the dataset's own comparisons take it.
  func example(group: String) -> Example {
    Example(
      id: call, recipe: "import", messages: messages, rejected: rejected, group: group, sources: [])
  }
}
