import Core

/// What clients said of answers, by the ids that they name them by. The last word counts, and a client is
/// heard on its own answers alone.
///
/// A server may give two answers one id. Then nobody knows which one is meant, and only the call's own id
/// says it: so all calls are met first, and what was said of each is asked afterwards.
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

  /// A call that feedback may be about.
  struct Call {
    var client: String
    var id: String
    var answerID: String?
  }

  private struct Key: Hashable {
    var client: String
    var id: String
  }

  private var said: [Key: [Said]] = [:]
  /// Names that are a call's own.
  private var own: Set<Key> = []
  /// How many calls gave an answer of a name.
  private var answers: [Key: Int] = [:]

  /// How many answers are named that no call gave.
  var unmatched: Int { said.keys.count { !own.contains($0) && answers[$0] == nil } }

  /// How many answers are named that more than one call gave.
  var ambiguous: Int { answers.count { $0.value > 1 && !own.contains($0.key) } }

  /// Adds feedback, in the order it came.
  mutating func add(_ feedback: Feedback, _ line: HarvestedCall.RecordedLine? = nil) {
    said[Key(client: feedback.client, id: feedback.id), default: []].append(
      Said(feedback: feedback, lines: [line].compactMap(\.self)))
  }

  /// Meets a call.
  ///
  /// - Returns: what to ask for with ``said(of:)`` when all calls were met; `nil` where nobody named it.
  mutating func meet(_ record: GatewayRecord) -> Call? {
    let call = Call(client: record.client, id: record.id, answerID: record.answerID)
    let key = Key(client: call.client, id: call.id)
    let isNamed = said[key] != nil
    if isNamed { own.insert(key) }
    guard let answer = Self.answer(of: call), said[answer] != nil else {
      return isNamed ? call : nil
    }
    answers[answer, default: 0] += 1
    return call
  }

  /// What a call's own client said of it, by the call's id, or by the answer's where no other call has it.
  func said(of call: Call) -> Said? {
    var all = said[Key(client: call.client, id: call.id)] ?? []
    if let answer = Self.answer(of: call), answers[answer] == 1, !own.contains(answer) {
      all += said[answer] ?? []
    }
    let sorted = all.enumerated().sorted {
      ($0.element.feedback.time, $0.offset) < ($1.element.feedback.time, $1.offset)
    }.map(\.element)
    guard var whole = sorted.first else { return nil }
    for later in sorted.dropFirst() { whole.add(later) }
    return whole
  }

  private static func answer(of call: Call) -> Key? {
    call.answerID.flatMap { $0 == call.id ? nil : Key(client: call.client, id: $0) }
  }
}
