public import Core
public import Formats
public import Tuning

/// A version of a model that somebody promoted: `Models/<name>/<version>/model.yml`.
public struct ModelVersion: Codable, Hashable, Sendable, YAMLMapping {
  /// What it was tuned on.
  public struct Dataset: Codable, Hashable, Sendable {
    /// The file of examples, as the run names it.
    public var train: String
    /// Of its bytes.
    public var digest: Digest
  }

  /// How it was tuned.
  public struct Tuning: Codable, Hashable, Sendable {
    /// The run that it came of.
    public var run: RunID
    /// The base's folder, and the digest of its files.
    public var base: String
    /// Of the names and the bytes of the base's files.
    public var baseDigest: Digest
    /// What it learned, and how.
    public var dataset: Dataset
    /// What the model was tuned by.
    public var method: TuningMethod
    /// Which of its numbers changed.
    public var adaptation: Adaptation
    /// What its random numbers came of.
    public var seed: Int
    /// Those that make a difference, by name.
    public var hyperparameters: [String: YAMLValue]
    /// What tuned it.
    public var trainer: TrainerName
    /// Of Python and of what computed, as the trainer said.
    public var versions: [String: String]
    /// The validation loss of the weights, in nats a token, and the step it was measured at.
    public var loss: Double?
    /// The step that ``loss`` was measured at.
    public var lossStep: Int?
  }

  /// Where its weights are: they stay out of Git.
  public struct Weights: Codable, Hashable, Sendable {
    /// From the desk's root, or whole.
    public var folder: String
    /// Of the names and the bytes of the files in it.
    public var digest: Digest
  }

  /// What it was measured to be when it was promoted.
  public struct Measured: Codable, Hashable, Sendable {
    /// The file of prompts, and the digest of its bytes.
    public var set: String
    /// Of the bytes of the set's file.
    public var setDigest: Digest
    /// One for each measure, with six digits that count.
    public var figures: [Figure]
  }

  /// One figure with its interval.
  public struct Figure: Codable, Hashable, Sendable {
    /// The measure's name and figure, and where it may lie on other prompts.
    public var name: String
    /// The figure on the whole set.
    public var value: Double
    /// Where the figure may lie on other prompts, at the least; `nil` where there is no interval.
    public var low: Double?
    /// The same at the most.
    public var high: Double?
  }

  /// What the gate said.
  public struct Gate: Codable, Hashable, Sendable {
    /// What it was compared with: a version, or `base`; `nil` where there was nothing.
    public var against: String?
    /// Whether it let the version pass, and why.
    public var isAllowed: Bool
    /// Why, with figures.
    public var reason: String
    /// Why a person let it pass all the same.
    public var override: String?
    /// What people had said of drafts of the two, with figures, which did not decide; `nil` where nobody
    /// had said anything.
    public var people: String?
  }

  /// The format's version: 1.
  public var format: Int
  /// The model's name on the desk.
  public var model: String
  /// `v1`, `v2` and so on.
  public var version: String
  /// When it was promoted (ISO 8601, UTC), by whom (a roster id), and why.
  public var at: String
  /// The roster id of who promoted it.
  public var by: String
  /// Why, as that person said.
  public var reason: String?
  /// The model's name at its server, where no weights are here.
  public var served: String?
  /// Where its weights are, where they are the desk's own.
  public var weights: Weights?
  /// How it was tuned, where it was tuned here.
  public var tuning: Tuning?
  /// What it was measured to be, set by set.
  public var measured: [Measured]
  /// What the gate said.
  public var gate: Gate

  /// The keys of the file.
  public static let keys = [
    "format", "model", "version", "at", "by", "reason", "served", "weights", "tuning", "measured",
    "gate",
  ]
  /// The file's name.
  static let fileName = "model.yml"

  /// `voice/v2`.
  public var label: String { "\(model)/\(version)" }

  /// Its place among the versions, from 1.
  var number: Int { Int(version.dropFirst()) ?? 0 }

  /// What is measured where this version is named.
  var subject: EvaluationSubject {
    EvaluationSubject(
      id: tuning.map { "\($0.run)" } ?? served ?? version, run: tuning?.run, served: served,
      weights: weights?.folder, digest: weights?.digest)
  }
}
