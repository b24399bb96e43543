import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// A client that asks at a steady rate, whether the answers come or not, on connections that it keeps.
struct Load: Sendable {
  let port: Int
  let isStreamed: Bool

  /// What one answer took, in seconds.
  struct Times: Sendable {
    var firstByte = 0.0
    var whole = 0.0
  }

  func run(rate: Int, seconds: Int) async throws -> String {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let pool = ConnectionPool(port: port, loop: group.next())
    // The first tenth warms up.
    let count = rate * seconds
    let warm = count / 10
    let start = NIODeadline.now() + .milliseconds(200)
    let body = body(holding: false)
    let times = try await withThrowingTaskGroup(of: (Int, Times).self) { group in
      for number in 0..<count {
        let due = start + .nanoseconds(Int64(number) * 1_000_000_000 / Int64(rate))
        let wait = due - .now()
        if wait > .nanoseconds(0) {
          try await Task.sleep(for: .nanoseconds(wait.nanoseconds))
        }
        group.addTask { (number, try await pool.ask(body)) }
      }
      var times: [Times] = []
      for try await (number, time) in group where number >= warm { times.append(time) }
      return times
    }
    let whole = times.map(\.whole).sorted()
    let first = times.map(\.firstByte).sorted()
    return """
      {"count": \(times.count), "median": \(Self.part(whole, 0.5)), "p90": \(Self.part(whole, 0.9)), \
      "p99": \(Self.part(whole, 0.99)), "firstMedian": \(Self.part(first, 0.5)), \
      "firstP99": \(Self.part(first, 0.99))}
      """
  }

  /// Many streams at once, each held for some 10 seconds.
  func hold(_ count: Int) async throws -> String {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let pool = ConnectionPool(port: port, loop: group.next())
    let body = body(holding: true)
    let whole = try await withThrowingTaskGroup(of: Times.self) { group in
      for _ in 0..<count { group.addTask { try await pool.ask(body) } }
      var times: [Double] = []
      for try await time in group { times.append(time.whole) }
      return times.sorted()
    }
    return """
      {"count": \(whole.count), "median": \(Self.part(whole, 0.5)), "longest": \(whole.last ?? 0)}
      """
  }

  private func body(holding: Bool) -> String {
    let text = String(repeating: "When do the rooms open? ", count: 40)
    return #"{"model":"house-voice","stream":\#(isStreamed),"hold":\#(holding),"#
      + #""messages":[{"role":"user","content":"\#(text)"}]}"#
  }

  /// A quantile of sorted values.
  private static func part(_ values: [Double], _ share: Double) -> Double {
    values.isEmpty ? 0 : values[min(values.count - 1, Int(Double(values.count) * share))]
  }
}
