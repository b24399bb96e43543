import Core

/// What clients said of answers, by the ids that they name them by. The last word counts, and a client is
/// heard on its own answers alone.
struct FeedbackIndex {
  /// All that was said of an answer, put together, and where it is on record.
  struct Said {
    var feedback: Feedback
    var lines: [HarvestedCall.RecordedLine] = []

    /// Adds what was said later.
    mutating func add(_ later: Said) {
      feedback.time = later.feedback.time
      feedback.rating = later.feedback.rating ?? feedback.rating
      feedback.correction = later.feedback.correction ?? feedback.correction
      feedback.comment = later.feedback.comment ?? feedback.comment
      lines += later.lines
    }
  }

  private struct Key: Hashable {
    var client: String
    var id: String
  }

  private var said: [Key: [Said]] = [:]
  private var matched: Set<Key> = []

  /// How many answers are named that no call gave.
  var unmatched: Int { said.count - matched.count }

  /// Adds feedback, in the order it came.
  mutating func add(_ feedback: Feedback, _ line: HarvestedCall.RecordedLine? = nil) {
    said[Key(client: feedback.client, id: feedback.id), default: []].append(
      Said(feedback: feedback, lines: [line].compactMap(\.self)))
  }

  /// What a call's own client said of it, by the answer's id or the call's.
  mutating func said(of record: GatewayRecord) -> Said? {
    let keys = Set([record.answerID, record.id].compactMap(\.self)).map {
      Key(client: record.client, id: $0)
    }.filter { said[$0] != nil }
    matched.formUnion(keys)
    let all = keys.flatMap { said[$0] ?? [] }.enumerated().sorted {
      ($0.element.feedback.time, $0.offset) < ($1.element.feedback.time, $1.offset)
    }.map(\.element)
    guard var whole = all.first else { return nil }
    for later in all.dropFirst() { whole.add(later) }
    return whole
  }
}
