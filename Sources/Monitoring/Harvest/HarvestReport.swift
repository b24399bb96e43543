import Datasets

/// What a harvest took, and what it left out and why.
public struct HarvestReport: Codable, Hashable, Sendable {
  /// An answer that was rated bad, and that nobody has corrected yet.
  public struct Open: Codable, Hashable, Sendable {
    /// The call's id: feedback by it with a correction makes it an example.
    public var call: String
    /// Its line in the gateway's file.
    public var place: String
    /// The day it came in.
    public var day: UTCDay
    /// The beginning of what was asked.
    public var question: String
    /// What was said of the answer, where something was.
    public var comment: String?
  }

  /// The first day that was looked at.
  public var first: UTCDay
  /// The last day that was looked at.
  public var last: UTCDay
  /// Calls that were read.
  public var calls = 0
  /// Of these, those that somebody said something of.
  public var reviewed = 0
  /// Chats that were taken.
  public var chats = 0
  /// Preferences that were taken.
  public var preferences = 0
  /// The conversations that they are of.
  public var conversations = 0
  /// Reviewed calls, or examples of them, that were left out, by reason.
  public var leftOut: [String: Int] = [:]
  /// Answers that feedback names and no call of these days gave.
  public var unmatched = 0
  /// Answers that feedback names by an id that more than one call has.
  public var ambiguous = 0
  /// Passages of personal data that had still been in the records, by kind.
  public var redactions: [String: Int] = [:]
  /// How many examples of the frozen test split everything was held against.
  public var testExamples = 0
  /// What a person should look at, in its order.
  public var open: [Open] = []

  init(days: ClosedRange<UTCDay>) {
    first = days.lowerBound
    last = days.upperBound
  }

  mutating func leave(_ reason: HarvestReason, _ count: Int = 1) {
    if count > 0 { leftOut[reason.rawValue, default: 0] += count }
  }

  mutating func count(_ kinds: [SensitiveKind: Int]) {
    for (kind, count) in kinds { redactions[kind.rawValue, default: 0] += count }
  }

  /// The report in a few lines, for people.
  public var text: String {
    var lines = [
      "\(first) to \(last): \(calls) calls, \(reviewed) reviewed; taken \(chats) chats and "
        + "\(preferences) preferences of \(conversations) conversations"
    ]
    lines += leftOut.sorted { $0.key < $1.key }.map { "  left out: \($0.value) \($0.key)" }
    if !open.isEmpty {
      lines.append("\(open.count) bad answers wait for a correction; the first ones:")
      lines += open.prefix(5).map { "  \($0.call) (\($0.place)): \($0.question)" }
    }
    return lines.joined(separator: "\n")
  }
}
