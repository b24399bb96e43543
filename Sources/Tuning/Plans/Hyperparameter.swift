public import Core
import Formats

/// A setting of training that a plan may vary; its name is the key in `tune.yml` and `config.json`.
public enum Hyperparameter: String, CaseIterable, Codable, Comparable, Hashable, Sendable {
  /// Examples that are learnt at once.
  case batchSize
  /// How far DPO may lead away from the base.
  case beta
  /// How often all examples are seen.
  case epochs
  /// Batches whose gradients are added up before a step.
  case gradientAccumulation
  /// The step's length, at its highest.
  case learningRate
  /// What a server's own choice of the step's length is multiplied by.
  case learningRateMultiplier
  /// What LoRA's matrices are scaled by, times their rank.
  case loraAlpha
  /// The rank of LoRA's matrices.
  case loraRank
  /// The most tokens of an example; what is longer is cut, and listed.
  case maxTokens
  /// Whether several short examples share a row.
  case packing
  /// How the learning rate falls.
  case schedule
  /// The share of all steps in which the learning rate rises.
  case warmupShare
  /// How far weights are drawn to zero (AdamW).
  case weightDecay

  /// What its values are, with their bounds.
  enum Kind {
    case whole(ClosedRange<Int>)
    /// A number from `above`, which is itself allowed where `isClosed`, to `most`.
    case number(above: Double, isClosed: Bool, most: Double)
    case choice([String])
    case flag
  }

  var kind: Kind {
    switch self {
    case .batchSize, .gradientAccumulation: .whole(1...65_536)
    case .epochs: .whole(1...1_000)
    case .loraRank: .whole(1...4_096)
    case .maxTokens: .whole(8...1_048_576)
    case .beta: .number(above: 0, isClosed: false, most: 2)
    case .learningRate: .number(above: 0, isClosed: false, most: 1)
    case .learningRateMultiplier: .number(above: 0, isClosed: false, most: 1_000)
    case .loraAlpha: .number(above: 0, isClosed: false, most: 65_536)
    case .warmupShare, .weightDecay: .number(above: 0, isClosed: true, most: 1)
    case .packing: .flag
    case .schedule: .choice(["linear", "cosine", "constant"])
    }
  }

  /// What it is where a plan does not say.
  public var standard: JSONValue {
    switch self {
    case .batchSize: .integer(4)
    case .beta: .number(0.1)
    case .epochs: .integer(1)
    case .gradientAccumulation: .integer(1)
    case .learningRate: .number(5e-5)
    case .learningRateMultiplier: Self.auto
    case .loraAlpha: .number(16)
    case .loraRank: .integer(8)
    case .maxTokens: .integer(512)
    case .packing: .bool(false)
    case .schedule: .string("linear")
    case .warmupShare, .weightDecay: .number(0)
    }
  }

  /// What leaves a value to the server.
  static let auto = JSONValue.string("auto")

  /// What it is where a plan does not say: a server chooses itself.
  func standard(of trainer: TrainerName) -> JSONValue { trainer.isHosted ? Self.auto : standard }

  /// Whether it makes a difference: `beta` is DPO's, the rank LoRA's, preferences are not packed, and
  /// a server takes what its API names.
  public func isUsed(
    by method: TuningMethod, _ adaptation: Adaptation, _ trainer: TrainerName
  ) -> Bool {
    if trainer.isHosted { return hostedName != nil && (self != .beta || method == .dpo) }
    return self != .learningRateMultiplier && isUsed(by: method, adaptation)
  }

  /// What OpenAI's API calls it; `nil` where it has no such thing.
  var hostedName: String? {
    switch self {
    case .batchSize: "batch_size"
    case .beta: "beta"
    case .epochs: "n_epochs"
    case .learningRateMultiplier: "learning_rate_multiplier"
    case .gradientAccumulation, .learningRate, .loraAlpha, .loraRank, .maxTokens, .packing,
      .schedule, .warmupShare, .weightDecay:
      nil
    }
  }

  /// Whether it makes a difference to a trainer on this machine.
  private func isUsed(by method: TuningMethod, _ adaptation: Adaptation) -> Bool {
    switch self {
    case .beta: method == .dpo
    case .packing: method == .sft
    case .loraAlpha, .loraRank: adaptation == .lora
    case .batchSize, .epochs, .gradientAccumulation, .learningRate, .learningRateMultiplier,
      .maxTokens, .schedule, .warmupShare, .weightDecay:
      true
    }
  }

  /// The value as this hyperparameter has it with a trainer; `nil` where it cannot have it.
  func accepted(_ value: JSONValue, by trainer: TrainerName) -> JSONValue? {
    guard trainer.isHosted else { return accepted(value) }
    if value == Self.auto { return value }
    guard let accepted = accepted(value), let number = accepted.double else { return nil }
    return number <= mostHosted ? accepted : nil
  }

  /// What OpenAI's API takes at most.
  private var mostHosted: Double {
    switch self {
    case .batchSize: 256
    case .epochs: 50
    case .beta, .gradientAccumulation, .learningRate, .learningRateMultiplier, .loraAlpha,
      .loraRank, .maxTokens, .packing, .schedule, .warmupShare, .weightDecay:
      .infinity
    }
  }

  /// What it takes with a trainer, for messages.
  func wanted(by trainer: TrainerName) -> String {
    guard trainer.isHosted else { return wanted }
    if case .whole(let bounds) = kind, mostHosted.isFinite {
      return "auto, or a whole number from \(bounds.lowerBound) to \(Int(mostHosted))"
    }
    return "auto, or \(wanted)"
  }

  /// The value as this hyperparameter has it; `nil` where it cannot have it.
  func accepted(_ value: JSONValue) -> JSONValue? {
    switch (kind, value) {
    case (.whole(let bounds), .integer(let whole)) where bounds.contains(whole): return value
    case (.number(let above, let isClosed, let most), _):
      guard let number = value.double, number.isFinite, number <= most,
        isClosed ? number >= above : number > above
      else { return nil }
      return .number(number)
    case (.choice(let names), .string(let name)) where names.contains(name): return value
    case (.flag, .bool): return value
    case (.whole, _), (.choice, _), (.flag, _): return nil
    }
  }

  /// What it takes, for messages: `a whole number from 1 to 1000`.
  var wanted: String {
    switch kind {
    case .whole(let bounds): "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .number(let above, let isClosed, let most):
      "a number \(isClosed ? "from" : "above") \(Figure.text(above)) and up to \(Figure.text(most))"
    case .choice(let names): names.joined(separator: ", ")
    case .flag: "true or false"
    }
  }

  /// Whether it can be a range.
  var isNumeric: Bool {
    switch kind {
    case .whole, .number: true
    case .choice, .flag: false
    }
  }

  public static func < (left: Hyperparameter, right: Hyperparameter) -> Bool {
    left.rawValue < right.rawValue
  }
}
