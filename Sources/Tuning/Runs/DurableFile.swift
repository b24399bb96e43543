import FoundationEssentials
import Glibc

/// Writes a file so that a crash at any moment leaves the old bytes or the new ones, never a part.
enum DurableFile {
  static func write(_ data: Data, to path: String) throws(TuningError) {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    // One name a file: what a writer that was cut off left is written over.
    let temporary = "\(path).colophon-tmp"
    let raw = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard raw >= 0 else { throw .system("create", temporary) }
    do throws(TuningError) {
      defer { close(raw) }
      try append(data, to: raw, path)
      guard fsync(raw) == 0 else { throw .system("fsync", path) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let error = TuningError.system("rename", path)
      unlink(temporary)
      throw error
    }
    let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw .system("open", folder) }
    defer { close(parent) }
    guard fsync(parent) == 0 else { throw .system("fsync", folder) }
  }

  /// Adds to a file's end, and makes the file where there is none.
  static func add(_ data: Data, to path: String) throws(TuningError) {
    let raw = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard raw >= 0 else { throw .system("open", path) }
    defer { close(raw) }
    try append(data, to: raw, path)
  }

  /// Writes all bytes, however few the system takes at a time.
  static func append(_ data: Data, to raw: Int32, _ path: String) throws(TuningError) {
    var offset = 0
    while offset < data.count {
      let written = data.withUnsafeBytes { buffer in
        Glibc.write(raw, buffer.baseAddress?.advanced(by: offset), data.count - offset)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .system("write", path) }
      offset += written
    }
  }
}
