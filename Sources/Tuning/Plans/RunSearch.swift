/// Which of all combinations of hyperparameters a plan tries.
public enum RunSearch: Hashable, Sendable {
  /// Every one.
  case grid
  /// So many, drawn with a seed.
  case random(count: Int, seed: Int)
}
