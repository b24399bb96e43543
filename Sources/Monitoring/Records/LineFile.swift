import Glibc

/// Goes over the lines of a file in pieces, and holds no more than one line and one piece.
struct LineFile {
  /// A line, or what is to be said of one.
  enum Line {
    /// A line, without its end.
    case whole(UnsafeBufferPointer<UInt8>)
    /// What stands behind the last line end.
    case half
    /// A line longer than ``longest``, which is passed over.
    case tooLong
  }

  /// The most bytes of a line: a request of a mebibyte, escaped, and as much of answers.
  static let longest = 16 << 20
  private static let piece = 1 << 20

  /// Calls with each line and its number, from 1.
  ///
  /// - Returns: `false` where there is no such file.
  static func forEach(
    in path: String, _ body: (Line, Int) -> Void
  ) throws(MonitoringError) -> Bool {
    let raw = open(path, O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else {
      if errno == ENOENT { return false }
      throw .system("open", path)
    }
    defer { close(raw) }
    posix_fadvise(raw, 0, 0, POSIX_FADV_SEQUENTIAL)
    var buffer = [UInt8](repeating: 0, count: piece * 2)
    var (held, number, isPassing) = (0, 0, false)
    while true {
      if buffer.count - held < piece {
        buffer.append(contentsOf: repeatElement(0, count: max(piece, buffer.count)))
      }
      let got = buffer.withUnsafeMutableBytes { bytes in
        read(raw, bytes.baseAddress?.advanced(by: held), piece)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .system("read", path) }
      guard got > 0 else { break }
      held += got
      held = buffer.withUnsafeMutableBufferPointer { bytes in
        take(bytes, held, &number, &isPassing, body)
      }
      if held > longest {
        isPassing = true
        held = 0
      }
      if held == 0, buffer.count > piece * 4 { buffer = [UInt8](repeating: 0, count: piece * 2) }
    }
    if isPassing { body(.tooLong, number + 1) } else if held > 0 { body(.half, number + 1) }
    return true
  }

  /// Says what lines are whole, and moves the rest to the front.
  ///
  /// - Returns: how many bytes the rest has.
  private static func take(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, _ held: Int, _ number: inout Int,
    _ isPassing: inout Bool, _ body: (Line, Int) -> Void
  ) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var start = 0
    while start < held, let found = memchr(base + start, 0x0A, held - start) {
      let end = UnsafeMutableRawPointer(base).distance(to: found)
      number += 1
      if isPassing {
        body(.tooLong, number)
        isPassing = false
      } else if end > start {
        body(.whole(UnsafeBufferPointer(start: base + start, count: end - start)), number)
      }
      start = end + 1
    }
    if isPassing { return 0 }
    memmove(base, base + start, held - start)
    return held - start
  }
}
