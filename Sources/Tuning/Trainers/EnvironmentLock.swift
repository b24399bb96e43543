import Glibc

/// The right to make an environment; the kernel holds it for the process.
struct EnvironmentLock: ~Copyable {
  private let raw: Int32
  private let path: String

  init(_ path: String) throws(TuningError) {
    let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .system("open", path) }
    raw = file
    self.path = path
  }

  deinit {
    // A process that is being started may hold the descriptor for a moment yet, and the lock with it.
    flock(raw, LOCK_UN)
    close(raw)
  }

  /// Takes it where nobody has it.
  borrowing func tryTaking() throws(TuningError) -> Bool {
    if flock(raw, LOCK_EX | LOCK_NB) == 0 { return true }
    guard errno == EWOULDBLOCK || errno == EINTR else { throw .system("lock", path) }
    return false
  }

  consuming func release() {}
}
