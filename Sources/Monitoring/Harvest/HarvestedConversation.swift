/// A conversation of which something was harvested: a line of `conversations.jsonl`.
public struct HarvestedConversation: Codable, Hashable, Sendable {
  /// `conversation-` and 16 hexadecimal digits: the same in every harvest.
  public var id: String
  /// The client that asked.
  public var client: String
  /// Its reviewed calls of which something was taken, in their order.
  public var calls: [HarvestedCall]
}
