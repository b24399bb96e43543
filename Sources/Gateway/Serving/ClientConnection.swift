import NIOCore
import Synchronization

/// A client's connection, as far as calls need to know of it.
final class ClientConnection: Sendable {
  let channel: any Channel
  /// Whether what is written now goes out with what is written next: fewer calls of the system.
  var holdsBack: Bool {
    get { heldBack.load(ordering: .relaxed) }
    set { heldBack.store(newValue, ordering: .relaxed) }
  }
  private let heldBack = Atomic(false)
  private let state = Mutex(State())

  private struct State {
    var isGone = false
    var isStopping = false
    /// The call that is to end when the client does.
    var call: BackendCall?
    /// Since when the client has a part to do: its request to send, or an answer to read.
    var sendsSince: NIODeadline?
    var leavesUnreadSince: NIODeadline?
  }

  private static let clientGone = BackendFault(kind: .clientGone, message: "the client went away")
  private static let stopping = BackendFault(
    kind: .stopping, message: "the gateway is being stopped")

  init(_ channel: any Channel) { self.channel = channel }

  var isGone: Bool { state.withLock { $0.isGone } }

  /// The call that goes on for the client now.
  func watch(_ call: BackendCall) {
    let (isGone, isStopping) = state.withLock { state in
      state.call = call
      return (state.isGone, state.isStopping)
    }
    if isGone { call.stop(Self.clientGone) }
    if isStopping { call.stop(Self.stopping) }
  }

  func forget() { state.withLock { $0.call = nil } }

  /// The client has gone, or will send nothing more, which is taken for the same.
  ///
  /// - Returns: whether a call ends by that.
  func leave() -> Bool {
    let call = state.withLock { state in
      state.isGone = true
      return state.call
    }
    call?.stop(Self.clientGone)
    return call != nil
  }

  /// Ends the call that goes on.
  func stop() {
    let call = state.withLock { state in
      state.isStopping = true
      return state.call
    }
    call?.stop(Self.stopping)
  }

  func sends(_ isSending: Bool) {
    state.withLock { $0.sendsSince = isSending ? .now() : nil }
  }

  func leavesUnread(_ isUnread: Bool) {
    state.withLock { $0.leavesUnreadSince = isUnread ? .now() : nil }
  }

  /// Whether the client has kept the gateway waiting since before a moment.
  func isSlow(since moment: NIODeadline) -> Bool {
    state.withLock {
      ($0.sendsSince ?? .distantFuture) < moment
        || ($0.leavesUnreadSince ?? .distantFuture) < moment
    }
  }
}
