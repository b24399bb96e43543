/// Why a plan's runs ended.
public enum PlanEnd: Hashable, Sendable {
  /// Every run was gone through.
  case done
  /// A person stopped it.
  case cancelled
  /// The ceiling was reached, or the next run would pass it; one sentence.
  case ceiling(String)
}
