public import Core
public import FoundationEssentials

/// What a trainer says of a run, one of each line of `events.jsonl`.
public enum TrainerEvent: Hashable, Sendable {
  case start(Start)
  case cut(Cut)
  case step(Step)
  case evaluation(Evaluation)
  case sample(Sample)
  case checkpoint(Checkpoint)
  case end(End)
  /// An event that a newer trainer knows.
  case unknown(name: String, JSONValue)

  /// An attempt at the run begins.
  public struct Start: Hashable, Sendable {
    /// When, by the trainer's clock.
    public var at: Date
    /// What it calls itself.
    public var trainer: String
    /// Of Python and of what computes: `torch`, `transformers`.
    public var versions: [String: String]
    /// `cpu`, `cuda`.
    public var device: String
    /// `float32`, `bfloat16`.
    public var precision: String
    /// How many numbers the model has; `nil` where the trainer does not say.
    public var parameters: Int?
    /// How many of them change.
    public var trainable: Int?
    /// How many examples are learnt.
    public var examples: Int?
    /// How many tokens one pass over them has.
    public var tokens: Int?
    /// How many steps the run has when it is whole.
    public var steps: Int?
    /// The checkpoint's step that it goes on from; `nil` where it begins.
    public var resumedFrom: Int?
  }

  /// An example is cut, or left out.
  public struct Cut: Hashable, Sendable {
    /// The line of its file, from 1.
    public var line: Int
    /// `train`, `validation`.
    public var file: String
    /// Tokens that it has.
    public var tokens: Int
    /// Tokens that are learnt; 0 where it is left out.
    public var kept: Int
  }

  /// A step is done.
  public struct Step: Hashable, Sendable {
    /// When, by the trainer's clock.
    public var at: Date
    /// From 1.
    public var step: Int
    /// The passes over all examples so far, with parts.
    public var epoch: Double?
    /// The mean over the step's tokens, in nats.
    public var loss: Double
    /// What this step was taken with.
    public var learningRate: Double?
    /// The length of the gradient before it was cut.
    public var gradientNorm: Double?
    /// Tokens of the step's examples.
    public var tokens: Int?
    /// Of this step alone.
    public var tokensPerSecond: Double?
    /// The most that was held so far.
    public var memoryBytes: Int?
  }

  /// The validation split is measured.
  public struct Evaluation: Hashable, Sendable {
    /// The step it comes after, from 1.
    public var step: Int
    /// The mean over its tokens, in nats.
    public var loss: Double
    /// `exp` of the loss.
    public var perplexity: Double?
  }

  /// A prompt of the plan is answered.
  public struct Sample: Hashable, Sendable {
    /// The step it comes after, from 1.
    public var step: Int
    /// What was asked.
    public var prompt: String
    /// What was answered.
    public var text: String
  }

  /// The weights are written.
  public struct Checkpoint: Hashable, Sendable {
    /// The step it comes after, from 1.
    public var step: Int
    /// In the run's folder.
    public var folder: String
    /// Whether no earlier one had a lower validation loss.
    public var isBest: Bool
  }

  /// The attempt ends.
  public struct End: Hashable, Sendable {
    /// How it ended.
    public enum Status: String, CaseIterable, Hashable, Sendable {
      case completed, cancelled, failed
      case stoppedEarly = "stopped-early"
    }

    /// When, by the trainer's clock.
    public var at: Date
    /// How the attempt ended.
    public var status: Status
    /// The step it comes after, from 1.
    public var step: Int?
    /// The step that the tuned model is as it was after; `nil` where the attempt left none, or the trainer
    /// does not say.
    public var finalStep: Int?
    /// For people.
    public var reason: String?
    /// `nan-loss`, `out-of-memory`, `bad-data`.
    public var code: String?
  }
}
