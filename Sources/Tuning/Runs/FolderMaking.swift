import Glibc

/// Makes folders.
enum FolderMaking {
  /// Makes a folder, and those above it that are missing.
  static func make(_ path: String) throws(TuningError) {
    var sofar = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      sofar += "/\(part)"
      guard mkdir(sofar, 0o777) != 0, errno != EEXIST else { continue }
      // One that is there may yet lie where nobody may make any.
      guard access(sofar, F_OK) != 0 else { continue }
      throw .system("mkdir", sofar)
    }
  }
}
