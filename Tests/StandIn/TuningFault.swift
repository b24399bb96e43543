/// What can be wrong with a fine-tuning job: `metadata` of its creation names it (`{"stand-in": "..."}`),
/// or ``StandIn/Settings/tuningFaults`` for the next jobs.
public enum TuningFault: String, CaseIterable, Sendable {
  case none
  /// The examples are refused while they are looked at.
  case badFile = "bad-file"
  /// It fails in its middle.
  case failsMidway = "fails-midway"
  /// The job is made, and the connection closed before the answer.
  case lostAnswer = "lost-answer"
  /// Nothing is made: the connection is closed before the answer.
  case lostOrder = "lost-order"
  /// The loss of its later steps is no number.
  case lossless
  /// Some of its events are told on two pages.
  case repeatedEvents = "repeated-events"
  /// Its events are told the oldest first, as some servers do.
  case oldestFirst = "oldest-first"
  /// A status that no document has, for a while.
  case strangeStatus = "strange-status"
  /// Its last status is `completed`, as another provider's is.
  case otherWords = "other-words"
  /// `error` is an empty object where nothing is wrong.
  case emptyError = "empty-error"
  /// The server has no list of checkpoints.
  case noCheckpoints = "no-checkpoints"
  /// Its events tell every second step only; the result file has them all.
  case fewEvents = "few-events"
  /// The result file is in Base64, as OpenAI's are.
  case encodedResults = "encoded-results"
  /// A row of the result file is none.
  case tornResults = "torn-results"
  /// The result file cannot be had.
  case noResults = "no-results"
  /// It waits for its turn for ever.
  case queuedForEver = "queued-for-ever"
}
