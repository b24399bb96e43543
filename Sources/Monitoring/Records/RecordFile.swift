import Glibc

/// A file of a day while it is written: nothing but whole lines stays in it.
struct RecordFile: ~Copyable {
  private let raw: Int32
  private let path: String
  private var length: Int

  /// Opens the file, or makes it, and marks what a crash cut off.
  init(_ path: String) throws(MonitoringError) {
    raw = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
    self.path = path
    length = 0
    guard raw >= 0 else { throw .system("open", path) }
    length = Int(lseek(raw, 0, SEEK_END))
    if length == 0 {
      try Self.settle(folderOf: path)
    } else {
      var last: UInt8 = 0
      guard pread(raw, &last, 1, off_t(length - 1)) == 1 else { throw .system("read", path) }
      if last != 0x0A { try append([0x0A] + GatewayRecords.halfMark + [0x0A]) }
    }
  }

  deinit { if raw >= 0 { close(raw) } }

  /// The file's name must be as durable as its first line.
  private static func settle(folderOf path: String) throws(MonitoringError) {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let raw = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard raw >= 0 else { throw .system("open", folder) }
    defer { close(raw) }
    guard fsync(raw) == 0 else { throw .system("fsync", folder) }
  }

  /// Adds lines, all of them or none.
  mutating func append(_ bytes: [UInt8]) throws(MonitoringError) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        write(raw, buffer.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        let error = MonitoringError.system("write", path)
        ftruncate(raw, off_t(length))
        throw error
      }
      offset += written
    }
    length += bytes.count
  }

  /// What was added is on disk when this returns.
  func settle() throws(MonitoringError) {
    guard fdatasync(raw) == 0 else { throw .system("fsync", path) }
  }
}
