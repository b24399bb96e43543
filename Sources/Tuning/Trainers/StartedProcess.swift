import Glibc
import Synchronization

/// A process that Colophon started, or one of an earlier Colophon's that was found again.
final class StartedProcess: Sendable {
  let identity: ProcessIdentity
  private let isChild: Bool
  private let ended = Mutex<ProcessEnd?>(nil)

  init(_ identity: ProcessIdentity, isChild: Bool) {
    self.identity = identity
    self.isChild = isChild
  }

  /// How it ended; `nil` while it lives.
  func end() -> ProcessEnd? {
    ended.withLock { ended in
      if ended == nil { ended = look() }
      return ended
    }
  }

  private func look() -> ProcessEnd? {
    guard isChild else { return identity.isAlive ? nil : .gone }
    var status: Int32 = 0
    let pid = waitpid(identity.pid, &status, WNOHANG)
    if pid == 0 || (pid < 0 && errno == EINTR) { return nil }
    // Another part of the program has waited for it.
    guard pid == identity.pid else { return .gone }
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
  }

  /// Gives it up where it is another Colophon's child and bears no mark: then it is no trainer, and is
  /// not waited for.
  func giveUpStranger() {
    guard !isChild, !ProcessTable.processes(marked: identity.mark).contains(identity.pid) else {
      return
    }
    ended.withLock { $0 = $0 ?? .gone }
  }

  /// Asks it to end.
  func terminate() { signal(SIGTERM) }

  private func signal(_ signal: Int32) {
    guard isChild else {
      return ProcessTable.signal(identity.pid, marked: identity.mark, signal)
    }
    // A child's number is its own until it was waited for.
    ended.withLock { if $0 == nil { kill(identity.pid, signal) } }
  }

  /// Ends it and all that it started, wherever they are by now; those that bear its mark.
  ///
  /// - Returns: how many there were.
  @discardableResult
  func killAll() -> Int {
    signal(SIGKILL)
    return Self.killAll(marked: identity.mark)
  }

  @discardableResult
  static func killAll(marked mark: String) -> Int {
    var killed: Set<Int32> = []
    var quietLooks = 0
    // One may start another while they are looked for, or be about to become another program, when
    // its environment is nobody's.
    for _ in 0..<200 where quietLooks < 2 {
      let found = ProcessTable.processes(marked: mark)
      quietLooks = found.isEmpty ? quietLooks + 1 : 0
      for pid in found { ProcessTable.signal(pid, marked: mark, SIGKILL) }
      killed.formUnion(found)
      usleep(2_000)
    }
    return killed.count
  }
}
