/// What a model is tuned by.
public enum TuningMethod: String, CaseIterable, Codable, Hashable, Sendable {
  /// Supervised fine-tuning: the answers of chats are learnt.
  case sft
  /// Direct preference optimisation (Rafailov and others, 2023): of two answers the better one.
  case dpo
}
