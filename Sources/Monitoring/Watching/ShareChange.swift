public import Evaluation

/// A share of a model's calls on a day, or over all, and what it is held against.
public struct ShareChange: Codable, Hashable, Sendable {
  /// What it is held against.
  public enum Against: String, Codable, Hashable, Sendable {
    /// The same model's first days.
    case before
    /// The alias's other models in the first days: the model came later.
    case othersBefore = "others-before"
    /// The alias's other models on the same days.
    case others
  }

  /// Failures, refusals or bad ratings.
  public var measure: TrafficMeasure
  /// Who answered.
  public var served: ServedModel
  /// `nil` where it is over all the model's days.
  public var day: UTCDay?
  /// What it is held against.
  public var against: Against
  /// The share that it is held against.
  public var before: Proportion
  /// The share.
  public var after: Proportion
  /// How much it rose, with its interval of 95 %.
  public var difference: ShareDifference
  /// How often it would have risen so much by chance.
  public var pValue: Double

  init(
    _ measure: TrafficMeasure, of served: ServedModel, on day: UTCDay?, against: Against,
    before: Proportion, after: Proportion
  ) {
    self.measure = measure
    self.served = served
    self.day = day
    self.against = against
    self.before = before
    self.after = after
    difference = ShareDifference(before: before, after: after)
    pValue = FisherTest(before: before, after: after).pValue
  }
}
