public import FoundationEssentials

/// The time as a gateway has it.
public struct GatewayClock: Sendable {
  /// The date and time of day, for records and daily limits.
  public var date: @Sendable () -> Date
  /// Seconds on a clock that only goes forward, for limits by the minute and breakers.
  public var uptime: @Sendable () -> Double

  public init(date: @escaping @Sendable () -> Date, uptime: @escaping @Sendable () -> Double) {
    self.date = date
    self.uptime = uptime
  }

  /// The machine's own.
  public static let system = GatewayClock(
    date: { Date() }, uptime: { origin.duration(to: .now).inSeconds })

  private static let origin = ContinuousClock.now
}
