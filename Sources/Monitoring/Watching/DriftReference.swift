/// What the traffic's topics and lengths are held against.
public enum DriftReference: Hashable, Sendable {
  /// The window's own first days: ``WatchSettings/baselineDays``.
  case firstDays
  /// The prompts of an evaluation set: how far the traffic is from what the model was evaluated on.
  case prompts([String])
}
