import Glibc

/// Keeps a second gateway out of a folder while one writes there.
struct FolderLock: ~Copyable {
  private let raw: Int32

  init(_ folder: GatewayFolder) throws(MonitoringError) {
    let path = "\(folder.path)/lock"
    raw = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard raw >= 0 else { throw .system("open", path) }
    guard flock(raw, LOCK_EX | LOCK_NB) == 0 else {
      if errno != EWOULDBLOCK { throw .system("lock", path) }
      throw MonitoringError(
        .locked, "another gateway writes into \(folder.display)/",
        remedy: "Stop the other one first, or give this one a desk of its own.")
    }
  }

  deinit { if raw >= 0 { close(raw) } }

  /// Makes a folder and those above it that are missing.
  static func makeFolder(_ path: String) throws(MonitoringError) {
    var sofar = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      sofar += "/\(part)"
      guard mkdir(sofar, 0o777) != 0, errno != EEXIST else { continue }
      guard access(sofar, F_OK) != 0 else { continue }
      throw .system("mkdir", sofar)
    }
  }
}
