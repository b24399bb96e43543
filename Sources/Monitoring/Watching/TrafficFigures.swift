public import Core
public import Evaluation

/// What calls came to: how many, how they ended, how long they took, what they cost, what was said of them.
public struct TrafficFigures: Sendable {
  /// Calls of known clients.
  public private(set) var calls = 0
  /// By how they ended.
  public private(set) var outcomes: [GatewayRecord.Outcome: Int] = [:]
  /// Errors that clients got, by their code.
  public private(set) var errors: [String: Int] = [:]
  /// Calls that the model did not answer, or gave half an answer, through no fault of the request; also
  /// those that another one answered then, so that the client saw no failure.
  public private(set) var failed = 0
  /// Of these, the calls that a fallback was asked in.
  public private(set) var passedOn = 0
  /// Calls of another model that this one was asked in, as its fallback.
  public private(set) var stoodIn = 0
  /// Calls that reached a model, or were to: all but those that the gateway turned away, those that the
  /// client gave up, and those that the backend laid on the request.
  public private(set) var served = 0
  /// Whole answers.
  public private(set) var answered = 0
  /// Whole answers that refuse.
  public private(set) var refusals = 0
  /// As the backends count them.
  public private(set) var inputTokens = 0
  /// As the backends count them.
  public private(set) var outputTokens = 0
  /// Whole answers whose tokens nobody counted.
  public private(set) var uncounted = 0
  /// In millionths of a dollar, of what has a price.
  public private(set) var microdollars = 0
  /// Whole answers that have no price.
  public private(set) var unpriced = 0
  /// Answers that were rated good.
  public private(set) var up = 0
  /// Answers that were rated bad.
  public private(set) var down = 0
  /// Answers that somebody wrote a better one for.
  public private(set) var corrected = 0
  /// Passages that stand in for personal data.
  public private(set) var redactions = 0

  private var firstBytes = QuantileSketch()
  private var wholes = QuantileSketch()
  private(set) var answerLengths = LengthCounts()

  init() {}

  /// Counts a call that was for a model.
  ///
  /// - Parameter isPassedOn: whether another one was asked in the end.
  mutating func add(_ record: GatewayRecord, isPassedOn: Bool) {
    calls += 1
    outcomes[record.outcome, default: 0] += 1
    redactions += record.redactions ?? 0
    if let error = record.error { errors[error, default: 0] += 1 }
    guard record.isForModel else { return }
    served += 1
    if isPassedOn { passedOn += 1 }
    if isPassedOn || record.hasFailed { failed += 1 }
  }

  /// Counts what became of another model's call, which this one was asked in.
  mutating func addStandIn(_ record: GatewayRecord) {
    guard record.isForModel else { return }
    stoodIn += 1
    served += 1
    if record.hasFailed { failed += 1 }
  }

  /// Counts what was said of an answer.
  mutating func add(_ feedback: Feedback) {
    if feedback.rating == .up { up += 1 }
    if feedback.rating == .down { down += 1 }
    if feedback.correction != nil { corrected += 1 }
  }

  /// Counts a whole answer.
  ///
  /// - Parameter cost: in millionths of a dollar; `nil` where it is not known.
  mutating func addAnswer(_ record: GatewayRecord, cost: Int?) {
    answered += 1
    if record.isRefusal { refusals += 1 }
    if let first = record.firstByte { firstBytes.add(first) }
    wholes.add(record.seconds)
    inputTokens += record.inputTokens ?? 0
    outputTokens += record.outputTokens ?? 0
    if record.inputTokens == nil || record.outputTokens == nil { uncounted += 1 }
    if let cost { microdollars += cost } else { unpriced += 1 }
    answerLengths.add(record.answers.first?.unicodeScalars.count ?? 0)
  }

  mutating func merge(_ other: TrafficFigures) {
    calls += other.calls
    outcomes.merge(other.outcomes, uniquingKeysWith: +)
    errors.merge(other.errors, uniquingKeysWith: +)
    failed += other.failed
    passedOn += other.passedOn
    stoodIn += other.stoodIn
    served += other.served
    answered += other.answered
    refusals += other.refusals
    inputTokens += other.inputTokens
    outputTokens += other.outputTokens
    uncounted += other.uncounted
    microdollars += other.microdollars
    unpriced += other.unpriced
    up += other.up
    down += other.down
    corrected += other.corrected
    redactions += other.redactions
    firstBytes.merge(other.firstBytes)
    wholes.merge(other.wholes)
    answerLengths.merge(other.answerLengths)
  }

  /// Seconds to a whole answer's first byte, within 1 %: the value that a share of them is at or below.
  public func firstByte(_ share: Double) -> Double? { firstBytes.quantile(share) }

  /// Seconds to a whole answer's end, within 1 %: the value that a share of them is at or below.
  public func seconds(_ share: Double) -> Double? { wholes.quantile(share) }

  /// Of calls that reached a model, those that failed; `nil` where there were none.
  public var failedShare: Proportion? { try? Proportion(failed, of: served) }
  /// Of whole answers, those that refuse; `nil` where there were none.
  public var refusedShare: Proportion? { try? Proportion(refusals, of: answered) }
  /// Of rated answers, the bad ones; `nil` where there were none.
  public var downShare: Proportion? { try? Proportion(down, of: up + down) }
  /// Of rated answers, the good ones; `nil` where there were none.
  public var upShare: Proportion? { try? Proportion(up, of: up + down) }
}

extension GatewayRecord {
  /// Whether the call says something of the model: the gateway neither turned it away nor ended, the client
  /// waited, and the backend did not lay it on the request.
  var isForModel: Bool {
    switch outcome {
    case .refused, .abandoned: false
    case .whole: true
    case .half: error != Self.stopping
    // A backend that is named has answered: that the request is wrong. Where none is, none would answer,
    // and it is the client's loss whether they are down or have too much to do.
    case .failed: backend == nil && error != Self.stopping
    }
  }

  /// Whether the client got no answer or half of one, in a call that says something of the model.
  var hasFailed: Bool { isForModel && outcome != .whole }

  /// The error of a gateway that ends.
  private static let stopping = "gateway_stopping"
}
