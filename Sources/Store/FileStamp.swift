import Glibc

/// What tells that a file changed without reading it.
struct FileStamp: Sendable {
  /// When it was changed, its size and its inode.
  let text: String
  /// Its newest change, in nanoseconds since 1970.
  let newest: Int64
  /// Bytes.
  let size: Int
  /// A stamp is trusted only if it is older than what was made of the file by more than the file
  /// system's clock tick (git's racy rule), in nanoseconds.
  static let tick: Int64 = 50_000_000

  init(_ status: stat) {
    let modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    let changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    text = "\(modified).\(changed).\(status.st_size).\(status.st_ino)"
    newest = max(modified, changed)
    size = Int(status.st_size)
  }

  /// Now, in nanoseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The stamp of the running program: what one made, another may make otherwise.
  static let program: String = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return "unknown" }
    return FileStamp(status).text
  }()
}
