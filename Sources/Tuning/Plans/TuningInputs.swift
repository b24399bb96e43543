public import Core
import Formats
import FoundationEssentials

/// What the folders hold that a plan names: the base, and the files of examples.
public struct TuningInputs: Hashable, Sendable {
  /// A file of examples, JSON lines.
  public struct ExampleFile: Hashable, Sendable {
    /// The dataset's folder as the plan writes it, and the path in it.
    public var path: String
    /// The SHA-256 of its bytes.
    public var digest: Digest

    public init(path: String, digest: Digest) {
      self.path = path
      self.digest = digest
    }
  }

  /// What one run learns and is measured on.
  public struct Part: Hashable, Sendable {
    /// From 1; `nil` where the plan does not cross-validate.
    public var fold: Int?
    /// What is learnt.
    public var train: ExampleFile
    /// What the loss is measured on; `nil` where the dataset has no such split.
    public var validation: ExampleFile?

    public init(fold: Int? = nil, train: ExampleFile, validation: ExampleFile? = nil) {
      self.fold = fold
      self.train = train
      self.validation = validation
    }
  }

  /// Of the names and the bytes of all files in the base's folder; of its name where a server has it.
  public var base: Digest
  /// The base's folder, below the desk or whole, where the plan names a run: that of the run's best
  /// model. `nil` where it is the one that the plan names.
  public var baseFolder: String?
  /// One, or one for each fold.
  public var parts: [Part]

  public init(base: Digest, parts: [Part]) {
    self.base = base
    self.parts = parts
  }

  /// Reads what a plan names. Every byte of the base is read: its digest decides the runs' ids.
  ///
  /// - Parameter root: the folder that the plan's paths are below, where they are not whole ones.
  /// - Throws: ``TuningError`` where a folder is not there, or is not what the plan takes it for.
  public init(of plan: TuningPlan, below root: String) throws(TuningError) {
    let files = InputFiles(root: root)
    if plan.trainer.isHosted {
      base = Digest(of: plan.base)
    } else {
      baseFolder = try files.model(ofRun: plan.base)
      base = try files.digest(ofBase: baseFolder ?? plan.base)
    }
    if let folds = plan.folds {
      parts = []
      for fold in 1...folds {
        let folder = "\(plan.dataset)/fold-\(fold)"
        parts.append(
          Part(
            fold: fold, train: try files.examples("train", in: folder, plan.method),
            validation: try files.examples("test", in: folder, plan.method)))
      }
      return
    }
    let train = try files.examples("train", in: plan.dataset, plan.method)
    let validation = try files.examplesIfAny("validation", in: plan.dataset, plan.method)
    if validation == nil, let patience = plan.earlyStopping {
      throw TuningError(
        .refused, at: SourcePlace(plan.dataset),
        "the plan stops a run after \(patience) evaluations without a lower loss, and the dataset "
          + "has no validation split to measure it on",
        remedy: "Take earlyStopping out of the plan, or build the dataset with a validation split.")
    }
    parts = [Part(train: train, validation: validation)]
  }
}
