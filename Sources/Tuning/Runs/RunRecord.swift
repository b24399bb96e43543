public import Core
public import Formats
import FoundationEssentials

/// What a run is, and when its trainer was started: `run.yml`.
public struct RunRecord: Codable, Hashable, Sendable, YAMLMapping {
  /// A digest of all that decides its result.
  public let id: RunID
  /// The name of the plan that first had it.
  public let plan: String
  /// What tunes it.
  public let trainer: TrainerName
  /// What the model is tuned by.
  public let method: TuningMethod
  /// Which of its numbers change.
  public let adaptation: Adaptation
  /// The folder, as the plan writes it.
  public let base: String
  /// Of the names and the bytes of the base's files.
  public let baseDigest: Digest
  /// The file that is learnt, as the plan leads to it.
  public let train: String
  /// Of the bytes of the examples that are learnt.
  public let trainDigest: Digest
  /// The file that the loss is measured on; `nil` where there is none.
  public let validation: String?
  /// Of its bytes.
  public let validationDigest: Digest?
  /// From 1; `nil` where it is no part of a cross-validation.
  public let fold: Int?
  /// What its random numbers come of.
  public let seed: Int
  /// How many processes share its steps; `nil` for one.
  public let processes: Int?
  private let hyperparameters: [String: YAMLValue]
  /// What it was in when it was last written down, for people who read the file; Colophon finds it out
  /// anew each time.
  public internal(set) var state: String
  /// All times that its trainer was started.
  public internal(set) var attempts: [RunAttempt]

  /// The keys of the file; another one is an error with its line.
  public static let keys = [
    "id", "plan", "trainer", "method", "adaptation", "base", "baseDigest", "train", "trainDigest",
    "validation", "validationDigest", "fold", "seed", "processes", "hyperparameters", "state",
    "attempts",
  ]

  init(of run: TuningRun, plan: String) {
    id = run.id
    self.plan = plan
    trainer = run.trainer
    method = run.method
    adaptation = run.adaptation
    base = run.base
    baseDigest = run.baseDigest
    train = run.train.path
    trainDigest = run.train.digest
    validation = run.validation?.path
    validationDigest = run.validation?.digest
    fold = run.fold
    seed = run.seed
    processes = run.processes > 1 ? run.processes : nil
    hyperparameters = Dictionary(
      uniqueKeysWithValues: run.hyperparameters.map { ($0.rawValue, YAMLValue($1.plain)) })
    state = RunState.waiting.name
    attempts = []
  }

  /// The values of the hyperparameters that make a difference.
  public var values: [Hyperparameter: JSONValue] {
    var values: [Hyperparameter: JSONValue] = [:]
    for (name, value) in hyperparameters {
      guard let hyperparameter = Hyperparameter(rawValue: name) else { continue }
      values[hyperparameter] = hyperparameter.accepted(value.json) ?? value.json
    }
    return values
  }

  /// Seconds that its trainer ran, in all attempts.
  ///
  /// - Parameter end: what stands for the end of an attempt that nobody saw end.
  func seconds(upTo end: Date?) -> Double {
    attempts.reduce(0) { sum, attempt in sum + attempt.seconds(upTo: end) }
  }
}
