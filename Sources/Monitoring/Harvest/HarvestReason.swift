/// Why a reviewed call gave no example.
public enum HarvestReason: String, CaseIterable, Codable, Comparable, Hashable, Sendable {
  /// Nobody agreed, or somebody took it back in the same conversation.
  case noConsent = "no-consent"
  /// Feedback of words alone, without a rating or a correction.
  case notRated = "not-rated"
  /// A bad rating without a correction: a person has to say what would have been right.
  case needsPerson = "needs-a-person"
  /// The client did not get a whole answer.
  case notWhole = "not-whole"
  /// The answer reached its limit of tokens.
  case cutOff = "cut-off"
  /// The call had several answers, and nobody knows which was meant.
  case severalAnswers = "several-answers"
  /// The request has tools, pictures or what a server had stored, or could not be read.
  case notPlain = "not-plain-text"
  /// The question, the answer or the correction is empty.
  case empty
  /// An earlier answer of the chat was rated bad, and would be learned along.
  case afterBadAnswer = "after-a-bad-answer"
  /// It says, or nearly says, what an example of the frozen test split does.
  case inTestSplit = "in-the-test-split"
  /// It says what another harvested example says.
  case repeated
  /// It nearly says what another harvested example says.
  case nearRepeat = "near-repeat"

  public static func < (left: HarvestReason, right: HarvestReason) -> Bool {
    left.rawValue < right.rawValue
  }
}
