public import Core
public import FoundationEssentials

/// What one run came to, as a row of a table.
public struct RunResult: Codable, Hashable, Sendable {
  /// A digest of all that decides its result.
  public var id: RunID
  /// What tunes it.
  public var trainer: TrainerName
  /// What the model is tuned by.
  public var method: TuningMethod
  /// Which of its numbers change.
  public var adaptation: Adaptation
  /// What its random numbers come of.
  public var seed: Int
  /// From 1; `nil` where it is no part of a cross-validation.
  public var fold: Int?
  /// Those that make a difference.
  public var hyperparameters: [String: JSONValue]
  /// ``RunState/name``.
  public var state: String
  /// What became of it, one clause; empty where there is nothing to say.
  public var detail: String
  /// Steps that count; a repeated one once.
  public var steps: Int
  /// Of the last step, in nats a token.
  public var trainingLoss: Double?
  /// The step that the tuned model is as it was after; `nil` where there is none.
  public var finalStep: Int?
  /// The validation loss of the tuned model, in nats a token: runs are ranked by what is kept of them.
  /// `nil` where there is none, or it was not measured.
  public var finalLoss: Double?
  /// The lowest validation loss on the way, which need not be the tuned model's.
  public var bestLoss: Double?
  /// The step that ``bestLoss`` was measured at.
  public var bestStep: Int?
  /// The median of the steps.
  public var tokensPerSecond: Double?
  /// That its trainer ran, in all attempts.
  public var seconds: Double
  /// In dollars; `nil` where no price is known.
  public var cost: Double?
  /// How often its trainer was started.
  public var attempts: Int
  /// Examples that were cut or left out.
  public var cuts: Int
  /// Of the names and the bytes of the base's files.
  public var baseDigest: Digest
  /// Of the bytes of the examples that are learnt.
  public var trainDigest: Digest
  /// Of the bytes of the examples that the loss is measured on; `nil` where there are none.
  public var validationDigest: Digest?
  /// What it computed on; `nil` where it never began.
  public var device: String?
  /// Tokens of one pass over its examples.
  public var tokens: Int?

  /// - Parameters:
  ///   - ceiling: has the price of an hour.
  ///   - now: what a living trainer has run up to.
  public init?(_ report: RunReport, under ceiling: RunCeiling, now: Date) {
    guard let record = report.record else { return nil }
    let log = report.log
    id = record.id
    trainer = record.trainer
    method = record.method
    adaptation = record.adaptation
    seed = record.seed
    fold = record.fold
    hyperparameters = Dictionary(
      uniqueKeysWithValues: record.values.map { ($0.key.rawValue, $0.value) })
    state = report.state.name
    detail = report.state.detail
    steps = log.steps.last?.step ?? log.start?.resumedFrom ?? 0
    trainingLoss = log.steps.last?.loss
    finalStep = log.finalStep
    finalLoss = log.finalEvaluation?.loss
    bestLoss = log.bestLoss?.loss
    bestStep = log.bestLoss?.step
    tokensPerSecond = log.tokensPerSecond
    seconds = report.seconds(now: now)
    cost = ceiling.cost(ofSeconds: seconds)
    attempts = record.attempts.count
    cuts = log.cuts.count
    baseDigest = record.baseDigest
    trainDigest = record.trainDigest
    validationDigest = record.validationDigest
    device = log.start?.device
    tokens = log.start?.tokens
  }

  /// A run whose trainer was never started.
  init(waiting run: TuningRun) {
    id = run.id
    trainer = run.trainer
    method = run.method
    adaptation = run.adaptation
    seed = run.seed
    fold = run.fold
    hyperparameters = Dictionary(
      uniqueKeysWithValues: run.hyperparameters.map { ($0.key.rawValue, $0.value) })
    state = RunState.waiting.name
    detail = ""
    steps = 0
    seconds = 0
    attempts = 0
    cuts = 0
    baseDigest = run.baseDigest
    trainDigest = run.train.digest
    validationDigest = run.validation?.digest
  }

  /// Whether it came to a tuned model.
  public var hasModel: Bool {
    state == RunState.completed.name || state == RunState.stoppedEarly.name
  }

  /// Whether it came to a tuned model whose validation loss was measured.
  public var isMeasured: Bool { hasModel && finalLoss != nil }
}
