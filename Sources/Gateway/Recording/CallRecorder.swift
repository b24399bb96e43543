import Core
import Synchronization

/// Takes what is noted of calls, and hands records on one after the other while others wait for
/// nothing. What is too much to hold is dropped, and counted.
final class CallRecorder: Sendable {
  /// The most calls that wait.
  private static let mostWaiting = 10_000

  /// How long nobody looks for more when none wait.
  private static let pause = Duration.milliseconds(20)

  /// The most bytes of them.
  private let mostBytes: Int

  private let journals: AsyncStream<Journal>
  private let entrance: AsyncStream<Journal>.Continuation
  private let waitingBytes = Atomic<Int>(0)
  private let droppedCount = Atomic<Int>(0)

  init(mostBytes: Int) {
    self.mostBytes = mostBytes
    (journals, entrance) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingOldest(Self.mostWaiting))
  }

  /// How many records were dropped so far.
  var dropped: Int { droppedCount.load(ordering: .relaxed) }

  func put(_ journal: Journal) {
    let weight = journal.weight
    let waiting = waitingBytes.add(weight, ordering: .relaxed).newValue
    if waiting <= mostBytes, case .enqueued = entrance.yield(journal) { return }
    waitingBytes.subtract(weight, ordering: .relaxed)
    droppedCount.add(1, ordering: .relaxed)
  }

  /// No more come.
  func finish() { entrance.finish() }

  /// Hands records on until there are no more.
  func run(_ record: @Sendable (GatewayRecord) async -> Void) async {
    for await journal in journals {
      let left = waitingBytes.subtract(journal.weight, ordering: .relaxed).newValue
      await record(journal.record)
      // Calls that end meanwhile are taken together: to be woken for each costs who answers them.
      if left == 0 { try? await Task.sleep(for: Self.pause) }
    }
  }
}
