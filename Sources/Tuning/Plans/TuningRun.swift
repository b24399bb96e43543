public import Core
import Formats
import FoundationEssentials

/// One run of a plan: all that decides what comes out of it.
public struct TuningRun: Hashable, Identifiable, Sendable {
  /// A digest of what decides the result. How often checkpoints are written, and which prompts are
  /// answered at each, decides no loss and is not in it; nor is the trainer's own program, so that a
  /// newer Colophon keeps the runs it finds.
  public let id: RunID
  /// What tunes it.
  public let trainer: TrainerName
  /// What the model is tuned by.
  public let method: TuningMethod
  /// Which of its numbers change.
  public let adaptation: Adaptation
  /// What its random numbers come of.
  public let seed: Int
  /// From 1; `nil` where the plan does not cross-validate.
  public let fold: Int?
  /// How many processes share its steps.
  public let processes: Int
  /// Those that make a difference, the plan's and the standard ones.
  public let hyperparameters: [Hyperparameter: JSONValue]
  /// The base's folder, below the desk or whole, or its name at the server.
  public let base: String
  /// Of the names and the bytes of the base's files, or of its name at the server.
  public let baseDigest: Digest
  /// The examples that are learnt.
  public let train: TuningInputs.ExampleFile
  /// The examples that the loss is measured on.
  public let validation: TuningInputs.ExampleFile?

  private let plan: TuningPlan

  init(
    of plan: TuningPlan, hyperparameters: [Hyperparameter: JSONValue], seed: Int,
    part: TuningInputs.Part, inputs: TuningInputs
  ) {
    self.plan = plan
    trainer = plan.trainer
    method = plan.method
    adaptation = plan.adaptation
    self.seed = seed
    fold = part.fold
    processes = plan.processes
    self.hyperparameters = hyperparameters
    self.base = inputs.baseFolder ?? plan.base
    baseDigest = inputs.base
    train = part.train
    validation = part.validation
    var decisive: [String: JSONValue] = [
      "adaptation": .string(plan.adaptation.rawValue), "base": .string(inputs.base.hex),
      "device": .string(plan.device.rawValue),
      "earlyStopping": plan.earlyStopping.map(JSONValue.integer) ?? .null,
      "evaluationSteps": .integer(plan.evaluationSteps),
      "fold": part.fold.map(JSONValue.integer) ?? .null,
      "hyperparameters": Self.object(hyperparameters), "method": .string(plan.method.rawValue),
      "seed": .integer(seed), "train": .string(part.train.digest.hex),
      "trainer": .string(plan.trainer.rawValue),
      "validation": part.validation.map { .string($0.digest.hex) } ?? .null,
    ]
    // Sums in another order have other last digits. One process leaves the ids as they were.
    if plan.processes > 1 { decisive["processes"] = .integer(plan.processes) }
    // Every number in it is finite: the plan's reader takes no other.
    let line = (try? CanonicalJSON.line(JSONValue.object(decisive))) ?? Data()
    id = RunID(of: Digest(of: line))
  }

  /// What the trainer is given: `config.json`.
  ///
  /// - Parameter path: a path of the plan as the trainer shall read it from the run's folder.
  func configuration(_ path: (String) -> String) -> JSONValue {
    var settings: [Hyperparameter: JSONValue] = [:]
    for hyperparameter in Hyperparameter.allCases where hyperparameter != .learningRateMultiplier {
      settings[hyperparameter] = hyperparameters[hyperparameter] ?? hyperparameter.standard
    }
    return .object([
      "base": .string(path(base)), "method": .string(method.rawValue),
      "adaptation": .string(adaptation.rawValue), "train": .string(path(train.path)),
      "validation": validation.map { .string(path($0.path)) } ?? .null, "seed": .integer(seed),
      "hyperparameters": Self.object(settings),
      "checkpointSteps": .integer(plan.checkpointSteps),
      "evaluationSteps": .integer(plan.evaluationSteps),
      "earlyStopping": plan.earlyStopping.map(JSONValue.integer) ?? .null,
      "samples": .array(plan.samples.map(JSONValue.string)),
      "device": .string(plan.device.rawValue),
    ])
  }

  /// What it is to be computed on.
  var device: TrainingDevice { plan.device }

  /// Whether it is to be a cluster's job.
  var isOnCluster: Bool { plan.cluster != nil }

  private static func object(_ values: [Hyperparameter: JSONValue]) -> JSONValue {
    .object(
      Dictionary(uniqueKeysWithValues: values.map { key, value in (key.rawValue, value) }))
  }

  public static func == (left: TuningRun, right: TuningRun) -> Bool {
    left.id == right.id && left.plan == right.plan
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
