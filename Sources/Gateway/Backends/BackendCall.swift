import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// One call of a backend, as its answer comes in: the head, then pieces of the body, no more of them
/// than are taken. It can be stopped from anywhere, and stops itself when the backend is silent for too
/// long.
final class BackendCall: HTTPClientResponseDelegate, Sendable {
  typealias Response = Void

  private struct State {
    var head: HTTPResponseHead?
    var pieces: ByteBuffer?
    /// What the connection waits for before it reads on.
    var isTaken: EventLoopPromise<Void>?
    var ending: Result<Void, BackendFault>?
    var waiting: CheckedContinuation<Void, Never>?
    var task: HTTPClient.Task<Void>?
    var due = NIODeadline.distantFuture
    var alarm: Scheduled<Void>?
    var hasBody = false
    /// When the request's head was on its way.
    var sent: Double?
    /// Whether what still comes is of no use to anybody.
    var isLetGo = false
  }

  /// The most bytes that are held for who takes them.
  private static let mostHeld = 64 << 10

  private let firstByte: TimeAmount
  private let betweenChunks: TimeAmount
  private let uptime: @Sendable () -> Double
  private let state = Mutex(State())

  /// How long after a request's head a connection that closes is taken for one that was kept too long:
  /// in seconds.
  private static let mostStale = 1.0
  /// How long the end of an answer that was let go may take.
  private static let mostLetGo = TimeAmount.seconds(1)

  /// - Parameter uptime: seconds on a clock that only goes forward.
  init(_ backend: PlannedBackend, uptime: @escaping @Sendable () -> Double) {
    firstByte = TimeAmount(backend.firstByte)
    betweenChunks = TimeAmount(backend.betweenChunks)
    self.uptime = uptime
  }

  /// Sends the request, over a connection of that event loop: an answer that need not change threads
  /// costs least.
  func start(_ request: HTTPClient.Request, with client: HTTPClient, on loop: any EventLoop) {
    let task = client.execute(
      request: request, delegate: self, eventLoop: .delegateAndChannel(on: loop))
    let isOver = state.withLock { state in
      state.task = task
      return state.ending != nil
    }
    if isOver { task.cancel() }
  }

  /// The answer's status and headers.
  func head() async throws(BackendFault) -> HTTPResponseHead {
    while true {
      let found: HTTPResponseHead?
      let ending: Result<Void, BackendFault>?
      (found, ending) = state.withLock { ($0.head, $0.ending) }
      if let found { return found }
      if case .failure(let fault) = ending { throw fault }
      if ending != nil { throw Self.noAnswer }
      await change { $0.head != nil || $0.ending != nil }
    }
  }

  /// The body's next bytes: all that have come; `nil` at its end.
  func next() async throws(BackendFault) -> ByteBuffer? {
    while true {
      let (bytes, ending) = take()
      if let bytes { return bytes }
      switch ending {
      case .success: return nil
      case .failure(let fault): throw fault
      case nil: await change { $0.pieces != nil || $0.ending != nil }
      }
    }
  }

  /// Ends the call; whoever waits for it gets the fault.
  func stop(_ fault: BackendFault) {
    let task = end(.failure(fault))
    task?.cancel()
  }

  /// The answer is over, whether its end has come or not. Where that comes soon the connection is kept.
  func letGo() {
    let (task, promise) = state.withLock { state in
      state.isLetGo = true
      state.pieces = nil
      let promise = state.isTaken
      state.isTaken = nil
      return (state.ending == nil ? state.task : nil, promise)
    }
    promise?.succeed()
    task?.eventLoop.scheduleTask(in: Self.mostLetGo) { [self] in
      stop(BackendFault(kind: .closed, message: "its answer did not end"))
    }
  }

  private static let noAnswer = BackendFault(
    kind: .closed, message: "it closed the connection without an answer")

  private func take() -> (ByteBuffer?, Result<Void, BackendFault>?) {
    let (bytes, ending, promise) = state.withLock { state in
      // What was stopped has no more to say.
      if case .failure(let fault) = state.ending, !fault.mayPass { state.pieces = nil }
      let taken = (state.pieces, state.ending, state.isTaken)
      state.pieces = nil
      state.isTaken = nil
      if taken.0 != nil { state.due = .now() + betweenChunks }
      return taken
    }
    promise?.succeed()
    return (bytes, ending)
  }

  /// Waits until something is there.
  private func change(_ isThere: (borrowing State) -> Bool) async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if isThere(state) { return true }
        state.waiting = continuation
        return false
      }
      if isReady { continuation.resume() }
    }
  }

  /// Ends the call once.
  private func end(_ ending: Result<Void, BackendFault>) -> HTTPClient.Task<Void>? {
    let (task, waiting, promise, alarm) = state.withLock { state in
      guard state.ending == nil else {
        return (
          HTTPClient.Task<Void>?.none, CheckedContinuation<Void, Never>?.none,
          EventLoopPromise<Void>?.none, Scheduled<Void>?.none
        )
      }
      state.ending = ending
      let found = (state.task, state.waiting, state.isTaken, state.alarm)
      state.waiting = nil
      state.isTaken = nil
      state.alarm = nil
      return found
    }
    alarm?.cancel()
    promise?.succeed()
    waiting?.resume()
    return task
  }

  // What the client tells, on the call's event loop.

  func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
    let now = uptime()
    state.withLock { state in
      state.due = .now() + firstByte
      state.sent = now
    }
    watch(on: task.eventLoop, in: firstByte)
  }

  func didReceiveHead(
    task: HTTPClient.Task<Void>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    let waiting = state.withLock { state in
      state.head = head
      let waiting = state.waiting
      state.waiting = nil
      return waiting
    }
    waiting?.resume()
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<Void>, _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    let (waiting, promise, alarm) = state.withLock { state in
      if state.isLetGo {
        return (
          CheckedContinuation<Void, Never>?.none, EventLoopPromise<Void>?.none,
          Scheduled<Void>?.none
        )
      }
      // From the first byte on another time counts.
      let alarm = state.hasBody ? nil : state.alarm
      var buffer = buffer
      if state.pieces?.writeBuffer(&buffer) == nil { state.pieces = buffer }
      state.hasBody = true
      if state.pieces?.readableBytes ?? 0 >= Self.mostHeld, state.ending == nil {
        state.isTaken = state.isTaken ?? task.eventLoop.makePromise(of: Void.self)
      }
      let waiting = state.waiting
      state.waiting = nil
      return (waiting, state.isTaken, alarm)
    }
    if let alarm {
      alarm.cancel()
      watch(on: task.eventLoop, in: betweenChunks)
    }
    waiting?.resume()
    return promise?.futureResult ?? task.eventLoop.makeSucceededVoidFuture()
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) throws {
    _ = end(.success(()))
  }

  func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
    _ = end(.failure(fault(error)))
  }

  /// Looks at the time when the answer is due, and again where it was put off meanwhile.
  private func watch(on loop: any EventLoop, in time: TimeAmount) {
    let alarm = loop.scheduleTask(in: time) { [weak self] in
      guard let self else { return }
      let now = NIODeadline.now()
      let (due, isPaused, hasBody) = state.withLock { ($0.due, $0.pieces != nil, $0.hasBody) }
      if isPaused { return watch(on: loop, in: betweenChunks) }
      if due > now { return watch(on: loop, in: due - now) }
      let message =
        hasBody ? "it stopped in the middle of its answer" : "it did not answer in time"
      stop(BackendFault(kind: .stalled, message: message))
    }
    let isOver = state.withLock { state in
      state.alarm = state.ending == nil ? alarm : nil
      return state.ending != nil
    }
    if isOver { alarm.cancel() }
  }

  private func fault(_ error: any Error) -> BackendFault {
    if error is NIOConnectionError || (error as? IOError)?.errnoCode == ECONNREFUSED {
      return BackendFault(kind: .unreachable, message: "it refuses connections")
    }
    switch error as? HTTPClientError {
    case .connectTimeout:
      return BackendFault(kind: .unreachable, message: "connecting took too long")
    case .remoteConnectionClosed:
      let now = uptime()
      let (hasHead, sent) = state.withLock { ($0.head != nil, $0.sent) }
      guard hasHead else {
        var fault = Self.noAnswer
        fault.mayRepeat = now - (sent ?? now) <= Self.mostStale
        return fault
      }
      return BackendFault(
        kind: .closed, message: "it closed the connection in the middle of its answer")
    default:
      return state.withLock { $0.head == nil }
        ? BackendFault(kind: .unreachable, message: "it could not be reached")
        : BackendFault(kind: .closed, message: "its answer broke off")
    }
  }
}
