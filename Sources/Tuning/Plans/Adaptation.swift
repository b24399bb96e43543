/// Which of a model's numbers change.
public enum Adaptation: String, CaseIterable, Codable, Hashable, Sendable {
  /// All of them.
  case full
  /// Low-rank matrices beside them (Hu and others, 2021).
  case lora
}
