public import Evaluation

/// How the questions of a day differ from the reference.
public struct TrafficDrift: Codable, Hashable, Sendable {
  /// The alias that was asked.
  public var alias: String
  /// The day.
  public var day: UTCDay
  /// Conversations that began on the day.
  public var conversations: Int
  /// The middle length of their first questions, in characters.
  public var medianLength: Int
  /// The reference's.
  public var referenceLength: Int
  /// The lengths' population stability index.
  public var stability: Double
  /// Of the lengths.
  public var lengths: KolmogorovSmirnov
  /// Of the terms; `nil` where there are none.
  public var topics: TermDrift?
}
