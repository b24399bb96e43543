import Core

/// What shall be tried: `Models/<name>/tune.yml`, written by a person. Any hyperparameter may have
/// several values; the plan enumerates its runs.
public struct TuningPlan: Hashable, Sendable {
  /// The model's name on the desk.
  public var name: String
  /// The folder of the model that is tuned, in Hugging Face's format, as the plan writes it; its name
  /// at the server where that tunes.
  public var base: String
  /// The folder of the dataset, as the plan writes it.
  public var dataset: String
  /// What the model is tuned by.
  public var method: TuningMethod
  /// Which of its numbers change.
  public var adaptation: Adaptation
  /// What tunes it.
  public var trainer: TrainerName
  /// Each combination runs once with each of them.
  public var seeds: [Int]
  /// How many folds each combination is cross-validated over; `nil` for the dataset's own validation
  /// split.
  public var folds: Int?
  /// What the plan says; the others have their ``Hyperparameter/standard`` value.
  public var hyperparameters: [Hyperparameter: HyperparameterValues]
  /// Which combinations of values are tried.
  public var search: RunSearch
  /// A run ends where its validation loss has not fallen in so many evaluations.
  public var earlyStopping: Int?
  /// Prompts that are answered at each checkpoint.
  public var samples: [String]
  /// Steps from one checkpoint to the next.
  public var checkpointSteps: Int
  /// Steps from one evaluation to the next.
  public var evaluationSteps: Int
  /// What it is computed on.
  public var device: TrainingDevice
  /// How many processes share each step of a run; several for a machine with several GPUs.
  public var processes: Int
  /// The cluster whose job array the runs are; `nil` for this machine.
  public var cluster: ClusterRequest?
  /// What all runs together may spend.
  public var ceiling: RunCeiling
  /// A trainer that says nothing for so many seconds hangs, and is ended.
  public var hangSeconds: Double
  /// Seconds that a trainer has to end once it is asked to.
  public var graceSeconds: Double

  public init(
    name: String, base: String, dataset: String, trainer: TrainerName,
    method: TuningMethod = .sft, adaptation: Adaptation = .full, seeds: [Int] = [1],
    folds: Int? = nil, hyperparameters: [Hyperparameter: HyperparameterValues] = [:],
    search: RunSearch = .grid, ceiling: RunCeiling = RunCeiling()
  ) {
    self.name = name
    self.base = base
    self.dataset = dataset
    self.method = method
    self.adaptation = adaptation
    self.trainer = trainer
    self.seeds = seeds
    self.folds = folds
    self.hyperparameters = hyperparameters
    self.search = search
    earlyStopping = nil
    samples = []
    checkpointSteps = 50
    evaluationSteps = 50
    device = .auto
    processes = 1
    cluster = nil
    self.ceiling = ceiling
    hangSeconds = 900
    graceSeconds = 60
  }

  /// The most runs that a plan may have.
  public static let mostRuns = 1_000

  /// The file's name in the model's folder.
  public static let path = "tune.yml"

  /// The hyperparameters that make a difference to this plan, sorted.
  var used: [Hyperparameter] {
    Hyperparameter.allCases.filter { $0.isUsed(by: method, adaptation, trainer) }.sorted()
  }

  func values(of hyperparameter: Hyperparameter) -> HyperparameterValues {
    hyperparameters[hyperparameter] ?? .one(hyperparameter.standard(of: trainer))
  }

  /// The hyperparameters that runs of this plan differ in, sorted.
  public var varied: [Hyperparameter] { used.filter { values(of: $0).varies } }
}
