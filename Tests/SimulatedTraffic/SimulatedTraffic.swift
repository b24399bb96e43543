public import Core
import Formats
public import Foundation

/// Weeks of a gateway's calls, drawn by a seed, and faster than they would have been: two arms, two
/// clients, chats of one turn and more, feedback, personal data; and what is planted in them. Days differ,
/// and so do people: what a conversation's turns come to hangs together.
public struct SimulatedTraffic: Sendable {
  /// A call, and what its client said of the answer.
  public struct Call: Sendable {
    public var record: GatewayRecord
    public var feedback: Feedback?
  }

  public var seed: UInt64
  /// How many days; they are counted from 1.
  public var days = 14
  public var conversationsPerDay = 500
  /// 2026-11-01.
  public var start = Date(timeIntervalSince1970: 1_793_491_200)
  /// From this day on people ask of something else as well, and at greater length; `nil` for never.
  public var driftDay: Int? = 9
  /// From this day on the canary is worse; `nil` for never.
  public var regressionDay: Int? = 11
  /// From this day on the canary's backend answers nobody; `nil` for never.
  public var outageDay: Int?
  /// Whether the other arm's backend answers then.
  public var hasFallback = false
  /// By how much the logarithms of a day's rates, each arm's its own, and of its calls differ from other
  /// days': their standard deviation.
  public var dayVariation = 0.2
  /// The share of answers that are rated.
  public var rated = 0.25
  /// The share of conversations with personal data in them.
  public var personal = 0.04

  public init(seed: UInt64) { self.seed = seed }

  /// The same days with nothing planted.
  public static func quiet(seed: UInt64) -> SimulatedTraffic {
    var traffic = SimulatedTraffic(seed: seed)
    traffic.driftDay = nil
    traffic.regressionDay = nil
    return traffic
  }

  /// A day's calls in their order, and the personal data that was put in them.
  public func calls(of day: Int) -> (calls: [Call], planted: [String]) {
    var draw = Draw(seed: seed &* 1_000_003 &+ UInt64(day))
    var planted: [String] = []
    var calls: [Call] = []
    let mood = DayMood(variation: dayVariation, &draw)
    let count = max(1, Int(Double(conversationsPerDay) * mood.volume))
    for number in 0..<count {
      let second = Double(number) / Double(count) * 80_000 + 3_000
      var chat = SimulatedChat(
        self, day: day, mood, number: number, at: start + Double(day - 1) * 86_400 + second, &draw)
      calls += chat.calls(&draw)
      planted += chat.planted
    }
    return (calls, planted)
  }
}
