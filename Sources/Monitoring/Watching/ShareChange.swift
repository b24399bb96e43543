public import Evaluation

/// A share of a model's conversations on a day, or over all, and what it is held against.
public struct ShareChange: Codable, Hashable, Sendable {
  /// What it is held against.
  public enum Against: String, Codable, Hashable, Sendable {
    /// The same model's first days.
    case before
    /// The alias's other models in the first days: the model came later.
    case othersBefore = "others-before"
    /// The alias's other models on the same days, each day with itself.
    case others
  }

  /// Failures, refusals or bad ratings.
  public var measure: TrafficMeasure
  /// Who answered.
  public var served: ServedModel
  /// The first day that was looked at.
  public var first: UTCDay
  /// The last day that was looked at: the first one, but where all days are looked at as one.
  public var last: UTCDay
  /// What it is held against.
  public var against: Against
  /// The share that it is held against; of the others on the same days, weighed as the model's own days.
  public var before: Proportion
  /// The share.
  public var after: Proportion
  /// How much it rose, with its interval of 95 % as if every conversation were for itself.
  public var difference: ShareDifference
  /// How often it would have risen so much by chance and by what days vary.
  public var pValue: Double

  /// Whether all days are looked at as one.
  public var isWhole: Bool { against == .others }

  init(
    _ measure: TrafficMeasure, of served: ServedModel, days: ClosedRange<UTCDay>, against: Against,
    before: Proportion, after: Proportion, pValue: Double
  ) {
    self.measure = measure
    self.served = served
    first = days.lowerBound
    last = days.upperBound
    self.against = against
    self.before = before
    self.after = after
    self.pValue = pValue
    difference = ShareDifference(before: before, after: after)
  }
}
