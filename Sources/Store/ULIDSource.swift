import Core
import Synchronization

/// Ids that rise within a process, even where the clock goes back (the ULID specification's
/// monotonic rule). What keeps ids of two machines apart are the 80 random bits.
enum ULIDSource {
  private struct Last: Sendable {
    var milliseconds: UInt64 = 0
    var high: UInt16 = 0
    var low: UInt64 = 0
  }

  private static let last = Mutex(Last())

  static func next(milliseconds: UInt64) -> HandOffID {
    last.withLock { last in
      if milliseconds > last.milliseconds {
        last.milliseconds = milliseconds
        last.high = .random(in: 0...(.max))
        last.low = .random(in: 0...(.max))
      } else {
        let (low, overflow) = last.low.addingReportingOverflow(1)
        last.low = low
        if overflow { last.high &+= 1 }
      }
      return HandOffID(milliseconds: last.milliseconds, high: last.high, low: last.low)
    }
  }
}
