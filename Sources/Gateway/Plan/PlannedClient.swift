public import Core

/// Somebody who may ask: a chatbot, a script, a person.
public struct PlannedClient: Hashable, Sendable {
  /// What records and metrics call it.
  public var name: String
  /// The SHA-256 of its key; the key itself stands nowhere.
  public var key: Digest
  /// What it may ask for.
  public var aliases: [String]
  /// The most calls in any 60 seconds; `nil` for no limit.
  public var requestsPerMinute: Int?
  /// The most tokens, in and out, in one day of UTC; `nil` for no limit. The call that passes it is
  /// answered to its end.
  public var tokensPerDay: Int?
  /// Whether the people behind it agreed that their conversations become examples. Without, a request
  /// can say so for itself: `"metadata": {"consent": "yes"}`; with, `"no"` takes it back for one.
  public var consents: Bool

  public init(
    name: String, key: Digest, aliases: [String], requestsPerMinute: Int? = nil,
    tokensPerDay: Int? = nil, consents: Bool = false
  ) {
    self.name = name
    self.key = key
    self.aliases = aliases
    self.requestsPerMinute = requestsPerMinute
    self.tokensPerDay = tokensPerDay
    self.consents = consents
  }
}
