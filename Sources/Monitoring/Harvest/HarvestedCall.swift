public import Core

/// A reviewed call as a harvest keeps it: what was asked and answered, what was said of it, and where that
/// is on record.
public struct HarvestedCall: Codable, Hashable, Sendable {
  /// A line of a gateway's file.
  public struct RecordedLine: Codable, Hashable, Sendable {
    /// The file, as the desk calls it.
    public var file: String
    /// From 1.
    public var line: Int
    /// The SHA-256 of the line, without its end.
    public var digest: Digest
  }

  /// What was said of the answer.
  public struct Review: Codable, Hashable, Sendable {
    /// The client that said it, by its name in the gateway's plan.
    public var by: String
    /// When the last of it was said: ISO 8601, UTC.
    public var at: String
    /// `nil` where only a correction was given.
    public var rating: Feedback.Rating?
    /// What the answer should have been.
    public var correction: String?
    /// What else was said.
    public var comment: String?
    /// Where it is on record.
    public var records: [RecordedLine]
  }

  /// The call's id, which the answer's header said.
  public var call: String
  /// When it came in: ISO 8601, UTC.
  public var time: String
  /// What was asked for.
  public var alias: String
  /// The arm that answered.
  public var arm: String
  /// The model's name at the backend.
  public var model: String
  /// Where the call is on record.
  public var record: RecordedLine
  /// What was asked, with all that stood before; personal data is taken out.
  public var messages: [ChatMessage]
  /// What was answered.
  public var answer: String
  /// What was said of it.
  public var review: Review

  /// The answer that was wanted.
  var wanted: String { review.correction ?? answer }

  /// The examples that it gives: the chat with the wanted answer, and the wanted one before the given.
  func examples(isAfterBadAnswer: Bool) -> [HarvestedExample] {
    let chat = messages + [ChatMessage(.assistant, wanted)]
    var examples: [HarvestedExample] = []
    if !isAfterBadAnswer { examples.append(HarvestedExample(call: call, messages: chat)) }
    if let correction = review.correction, correction != answer {
      examples.append(HarvestedExample(call: call, messages: chat, rejected: answer))
    }
    return examples
  }
}
