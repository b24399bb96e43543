import NIOCore
import NIOPosix

/// Runs calls on the event loops that their bytes come in on: the next step of one stays on the thread
/// where it became possible, and no other is woken for it.
///
/// What takes long there keeps other connections waiting: see ``apart(_:_:)``.
final class EventLoopExecutor: TaskExecutor {
  static let shared = EventLoopExecutor(.singleton)

  private let group: MultiThreadedEventLoopGroup

  private init(_ group: MultiThreadedEventLoopGroup) { self.group = group }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let loop: any EventLoop = MultiThreadedEventLoopGroup.currentEventLoop ?? group.any()
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// How many bytes are gone through where connections wait: some ten thousandths of a second.
  private static let most = 256 << 10

  /// Does what goes through so many bytes: where those are many, on a thread of the concurrent pool.
  static func apart<Result, Failure: Error>(
    _ bytes: Int, _ work: () throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    guard bytes > most else { return try work() }
    return try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(Failure) in
      try work()
    }
  }
}
