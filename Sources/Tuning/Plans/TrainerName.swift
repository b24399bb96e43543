/// The trainers: those that run on this machine, each with its program under `Templates/trainers/`, and
/// the one that asks a server.
public enum TrainerName: String, CaseIterable, Codable, Hashable, Sendable {
  /// A plain loop in PyTorch.
  case pytorch
  /// Hugging Face TRL and PEFT.
  case transformers
  /// A plain loop in TensorFlow.
  case tensorflow
  /// Fine-tuning jobs of any server that speaks OpenAI's API.
  case openai

  /// Whether a server tunes: a plan's base is then a model's name there, and no folder.
  public var isHosted: Bool { self == .openai }

  /// Those with a program of their own.
  public static let local: [TrainerName] = allCases.filter { !$0.isHosted }
}
