import Core
import Formats
import Glibc

/// A desk's secret, by which digests of what was asked are made. A plain digest of a text that stands beside
/// it with a hole would tell whoever tries what was in the hole; of an address, it is the address.
public struct RecordKey: Sendable {
  private static let length = 32

  private let bytes: [UInt8]

  /// A key that is kept nowhere: digests made with it can be compared with each other alone.
  public init() {
    var generator = SystemRandomNumberGenerator()
    bytes = (0..<Self.length).map { _ in .random(in: 0...255, using: &generator) }
  }

  /// The key in a file, which only its owner may read; a new one where there is none.
  ///
  /// - Throws: ``MonitoringError`` where it can be neither read nor made.
  public init(at path: String) throws(MonitoringError) {
    if let kept = try Self.read(path) {
      bytes = kept
      return
    }
    let made = RecordKey()
    try made.write(path)
    // Another process may have been first.
    bytes = try Self.read(path) ?? made.bytes
  }

  /// What an equal digest is under this key.
  func keyed(_ digest: Digest) -> Digest { keyed(digest.hex) }

  /// A text's digest under this key.
  func keyed(_ text: String) -> Digest { Digest(of: text, keyedBy: bytes) }

  private static func read(_ path: String) throws(MonitoringError) -> [UInt8]? {
    let raw = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard raw >= 0 else {
      if errno == ENOENT { return nil }
      throw .system("open", path)
    }
    defer { close(raw) }
    var bytes = [UInt8](repeating: 0, count: length + 1)
    let got = Glibc.read(raw, &bytes, bytes.count)
    guard got >= 0 else { throw .system("read", path) }
    guard got == length else {
      throw MonitoringError(
        .damaged, "\(path) is no key of a gateway's records",
        remedy: "Take it back from a copy, or remove it: digests made from then on are others.")
    }
    return Array(bytes.prefix(length))
  }

  private func write(_ path: String) throws(MonitoringError) {
    if let end = path.lastIndex(of: "/") { try FolderLock.makeFolder(String(path[..<end])) }
    let draft = "\(path).\(getpid()).colophon-tmp"
    let raw = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard raw >= 0 else { throw .system("open", draft) }
    defer {
      close(raw)
      unlink(draft)
    }
    guard Glibc.write(raw, bytes, bytes.count) == bytes.count, fsync(raw) == 0 else {
      throw .system("write", draft)
    }
    // Whole at once, and only where there is none.
    guard link(draft, path) == 0 || errno == EEXIST else { throw .system("link", path) }
  }
}
