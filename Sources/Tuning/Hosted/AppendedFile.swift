import FoundationEssentials
import Glibc

/// A file of lines that Colophon alone adds to; what was cut off in the middle of a line is taken back
/// first.
struct AppendedFile {
  let path: String

  /// What it holds; a last line without an end is cut off.
  func lines(from offset: Int) throws(TuningError) -> [Substring] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    let end = data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? data.startIndex
    if end < data.endIndex, truncate(path, off_t(end - data.startIndex)) != 0 {
      throw .system("truncate", path)
    }
    let start = min(data.startIndex + offset, end)
    return String(decoding: data[start..<end], as: UTF8.self).split(separator: "\n")
  }

  /// Adds lines; they are on the disk when it returns.
  func append(_ lines: [String]) throws(TuningError) {
    guard !lines.isEmpty else { return }
    let raw = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard raw >= 0 else { throw .system("open", path) }
    defer { close(raw) }
    try DurableFile.append(Data((lines.joined(separator: "\n") + "\n").utf8), to: raw, path)
    guard fsync(raw) == 0 else { throw .system("fsync", path) }
  }
}
