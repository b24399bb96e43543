/// What is held against what, and from when on a difference is told.
public struct WatchSettings: Hashable, Sendable {
  /// The first days of the window, which later ones are held against.
  public var baselineDays = 7
  /// The chance that quiet traffic gives any alarm at all, over all days and measures of one look.
  public var falseAlarms = 0.05
  /// A share that rose by less is no alarm, however sure it is.
  public var leastRise = 0.01
  /// A population stability index below this is no alarm.
  public var leastStability = 0.1
  /// A divergence of terms of less than this above what chance shows is no alarm.
  public var leastDivergence = 0.01
  /// The fewest conversations, rated answers or calls on either side of a comparison.
  public var fewest = 20
  /// How many conversations of a day are compared by their terms.
  public var sample = 300
  /// How many shuffles tell what chance shows.
  public var shuffles = 400
  /// Equal seeds give equal reports.
  public var seed: UInt64 = 1

  public init() {}
}
