import Glibc

/// A file that something else appends to, read from where the last reading ended.
final class EventFile {
  private let raw: Int32
  private let path: String
  private(set) var offset = 0

  /// Opens the file; `nil` where there is none.
  init?(path: String, from offset: Int = 0) throws(TuningError) {
    raw = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    self.offset = offset
    guard raw >= 0 else {
      if errno == ENOENT { return nil }
      throw .system("open", path)
    }
  }

  deinit { if raw >= 0 { close(raw) } }

  /// The next bytes; `nil` where there are no more yet.
  func read() throws(TuningError) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = pread(raw, &buffer, buffer.count, off_t(offset))
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .system("read", path) }
      guard got > 0 else { return nil }
      offset += got
      return Array(buffer[..<got])
    }
  }

  /// How many bytes it has now.
  func size() throws(TuningError) -> Int {
    var status = stat()
    guard fstat(raw, &status) == 0 else { throw .system("stat", path) }
    return Int(status.st_size)
  }
}
