/// Something moved, and it is not chance: what, since when, by how much, and what to look at.
public struct TrafficAlarm: Codable, Hashable, Sendable {
  /// What moved.
  public var measure: TrafficMeasure
  /// The alias whose traffic it is.
  public var alias: String
  /// The model that it is about; `nil` where it is about what is asked, not about who answers.
  public var served: ServedModel?
  /// The first day that shows it; of what all days show together, the first of them.
  public var first: UTCDay
  /// The last day that shows it without a break.
  public var last: UTCDay
  /// The chance of the clearest day, adjusted for all days and measures that were looked at.
  public var chance: Double
  /// What happened, in words and figures.
  public var message: String
  /// What to look at.
  public var remedy: String
}
