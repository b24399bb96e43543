import Core
import Foundation
import Store
import TestSupport
import Testing

@Suite struct PieceLockTests {
  private let ben = LockHolder(person: "Ben", command: "run")

  @Test func `a lock names its holder, and goes with it`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let piece = try #require(PieceID("help/piece-00000"))
      let held = try PieceLock.acquire(
        piece, in: desk, holder: LockHolder(person: "Ana Ruiz", command: "run"))
      #expect {
        let second = try PieceLock.acquire(piece, in: desk, holder: ben, wait: 0.1)
        second.release()
      } throws: { error in
        guard let error = error as? StoreError else { return false }
        return error.code == .locked && error.message.contains("Ana Ruiz")
      }
      held.release()
      let third = try PieceLock.acquire(piece, in: desk, holder: ben, wait: 0.1)
      third.release()
    }
  }

  @Test func `another process keeps a piece until it is killed`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let piece = try #require(PieceID("help/piece-00000"))
      let first = try PieceLock.acquire(
        piece, in: desk, holder: LockHolder(person: "Ana Ruiz", command: "run"))
      first.release()
      // The program that takes the lock becomes the one that waits, so that one process holds it.
      let child = try ChildProcess(
        "sh",
        [
          "-c", #"exec 9<>"$1" && flock 9 && : > "$2" && exec sleep 600"#, "sh",
          root.appending(path: ".colophon/locks/help--piece-00000.lock").path,
          root.appending(path: "held").path,
        ])
      while !desk.exists("held") { try await Task.sleep(for: .milliseconds(10)) }
      #expect {
        let second = try PieceLock.acquire(piece, in: desk, holder: ben, wait: 0.1)
        second.release()
      } throws: { error in
        (error as? StoreError)?.code == .locked
      }
      let other = try PieceLock.acquire(
        try #require(PieceID("help/piece-00001")), in: desk, holder: ben, wait: 0.1)
      other.release()
      kill(child.processID, SIGKILL)
      #expect(child.end().wasKilled)
      let third = try PieceLock.acquire(piece, in: desk, holder: ben, wait: 0.1)
      third.release()
    }
  }
}
