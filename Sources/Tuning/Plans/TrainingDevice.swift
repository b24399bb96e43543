/// What a trainer computes on.
public enum TrainingDevice: String, CaseIterable, Codable, Hashable, Sendable {
  /// A GPU where there is one.
  case auto
  /// The processor, whatever else there is.
  case cpu
  /// A GPU; it is an error where there is none.
  case cuda
}
