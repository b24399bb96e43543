import NIOCore
import NIOPosix

/// Runs calls on the event loops that their bytes come in on: the next step of one stays on the thread
/// where it became possible, and no other is woken for it.
final class EventLoopExecutor: TaskExecutor {
  private let group: MultiThreadedEventLoopGroup

  init(_ group: MultiThreadedEventLoopGroup) { self.group = group }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let loop: any EventLoop = MultiThreadedEventLoopGroup.currentEventLoop ?? group.any()
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
