import Core
import FoundationEssentials
import Glibc

/// The right to run a model's plan: the kernel holds it for the process, so that it cannot outlive it.
struct PlanLock: ~Copyable {
  private let raw: Int32

  /// Takes the lock.
  ///
  /// - Throws: ``TuningError`` that names the process that has it.
  static func acquire(_ folder: ModelFolder) throws(TuningError) -> PlanLock {
    try FolderMaking.make(folder.runsFolder)
    let path = "\(folder.runsFolder)/.lock"
    let raw = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard raw >= 0 else { throw .system("open", path) }
    let lock = PlanLock(raw: raw)
    while flock(raw, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw .system("lock", path) }
      let who = FileManager.default.contents(atPath: path) ?? Data()
      throw TuningError(
        .locked, at: SourcePlace(folder.display),
        "another Colophon runs this plan: process \(String(decoding: who.prefix(20), as: UTF8.self))",
        remedy: "Watch it with colophon model watch, or wait until it has ended.")
    }
    ftruncate(raw, 0)
    try DurableFile.append(Data("\(getpid())".utf8), to: raw, path)
    return lock
  }

  private init(raw: Int32) { self.raw = raw }

  deinit {
    // A process that is being started may hold the descriptor for a moment yet, and the lock with it.
    flock(raw, LOCK_UN)
    close(raw)
  }

  /// Gives it back; it is given back anyway when its owner goes.
  consuming func release() {}
}
