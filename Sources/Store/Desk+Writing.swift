import Core
public import FoundationEssentials
import Glibc

extension Desk {
  /// The end of an unfinished write's name; such files are swept when they are met again.
  static let unfinished = ".colophon-tmp"

  /// How a new file takes its name.
  enum Naming {
    /// In place of what is there (`rename`).
    case replacing
    /// Only where nothing is there (`link`).
    case new
  }

  /// Writes a file so that a crash at any moment leaves the old bytes or the new ones, never a part.
  ///
  /// - Throws: ``StoreError``; then nothing has changed.
  public func write(_ data: Data, to path: String) throws(StoreError) {
    _ = try place(data, at: path, .replacing, isSyncingFolder: true)
  }

  /// Writes a file by the store's protocol: a temporary file beside it, synced, then named, then the
  /// folder synced.
  ///
  /// - Returns: `false` where a file of that name is there already, for ``Naming/new``.
  func place(
    _ data: Data, at path: String, _ naming: Naming, isSyncingFolder: Bool
  ) throws(StoreError) -> Bool {
    let target = try DeskPath(path)
    let folder = try FileDescriptor.folder(target.folder, below: root, isCreating: true)
    let temporary = ".\(UInt64.random(in: 0...(.max)))\(Desk.unfinished)"
    try writeTemporary(data, temporary, in: folder, path)
    switch naming {
    case .replacing:
      guard renameat(folder.raw, temporary, folder.raw, target.name) == 0 else {
        let error = StoreError.system("rename", path)
        unlinkat(folder.raw, temporary, 0)
        throw error
      }
    case .new:
      let isLinked = linkat(folder.raw, temporary, folder.raw, target.name, 0) == 0
      let number = errno
      unlinkat(folder.raw, temporary, 0)
      guard isLinked else {
        if number == EEXIST { return false }
        throw .system("link", path, number)
      }
    }
    if isSyncingFolder, fsync(folder.raw) != 0 { throw .system("fsync", target.folder) }
    return true
  }

  private func writeTemporary(
    _ data: Data, _ name: String, in folder: borrowing FileDescriptor, _ path: String
  ) throws(StoreError) {
    let raw = openat(folder.raw, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard raw >= 0 else { throw .system("create", path) }
    let file = FileDescriptor(raw)
    do throws(StoreError) {
      try file.writeAll(data, path)
      // After a failed sync the pages may be gone: never sync the same descriptor twice.
      guard fsync(file.raw) == 0 else { throw .system("fsync", path) }
    } catch {
      unlinkat(folder.raw, name, 0)
      throw error
    }
  }
}
