public import FoundationEssentials

/// What a client says of an answer that it got.
public struct Feedback: Codable, Hashable, Sendable {
  /// Whether it was good.
  public enum Rating: String, Codable, Hashable, Sendable {
    case up, down
  }

  /// The answer's id, or the call's.
  public var id: String
  /// When it came in.
  public var time: Date
  /// Who says it, by its name in the gateway's plan.
  public var client: String
  /// `nil` where none was given.
  public var rating: Rating?
  /// What the answer should have been.
  public var correction: String?
  /// What else was said, in words.
  public var comment: String?
  /// How many passages of its texts stand in for personal data; `nil` where nobody has looked yet.
  public var redactions: Int?

  public init(
    id: String, time: Date, client: String, rating: Rating? = nil, correction: String? = nil,
    comment: String? = nil, redactions: Int? = nil
  ) {
    self.id = id
    self.time = time
    self.client = client
    self.rating = rating
    self.correction = correction
    self.comment = comment
    self.redactions = redactions
  }
}
