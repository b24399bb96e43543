import Core
public import FoundationEssentials
import Glibc

extension Desk {
  /// The end of an unfinished write's name; what is left of one is swept a minute
  /// later.
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
  /// - Throws: ``StoreError``; then the old bytes are still there, save where the last step failed,
  ///   the folder's sync: then the new bytes are there, but a power cut may bring the old ones back.
  public func write(_ data: Data, to path: String) throws(StoreError) {
    _ = try place(data, at: path, .replacing)
  }

  /// Writes a file that replaces none, as ``write(_:to:)`` does.
  ///
  /// - Returns: `false` where there is one of that name already; it stays as it is.
  public func writeNew(_ data: Data, to path: String) throws(StoreError) -> Bool {
    try place(data, at: path, .new)
  }

  /// Writes a file by the store's protocol: a temporary file beside it, synced, then named, then the
  /// folder synced.
  ///
  /// - Returns: `false` where a file of that name is there already, for ``Naming/new``; its folder is
  ///   synced all the same, because whoever named it may have been cut off before that.
  /// - Throws: ``StoreError``; for ``Naming/new``, nothing has changed then.
  func place(_ data: Data, at path: String, _ naming: Naming) throws(StoreError) -> Bool {
    let target = try DeskPath(path)
    let folder = try FileDescriptor.folder(target.folder, below: root, isCreating: true)
    try sweep(folder, target.folder)
    let temporary = ".\(UInt64.random(in: 0...(.max)))\(Desk.unfinished)"
    try writeTemporary(data, temporary, in: folder, path)
    switch naming {
    case .replacing:
      guard renameat(folder.raw, temporary, folder.raw, target.name) == 0 else {
        let error = StoreError.system("rename", path)
        unlinkat(folder.raw, temporary, 0)
        throw error
      }
      guard fsync(folder.raw) == 0 else { throw .system("fsync", target.folder) }
      return true
    case .new:
      let isLinked = linkat(folder.raw, temporary, folder.raw, target.name, 0) == 0
      let number = errno
      unlinkat(folder.raw, temporary, 0)
      guard isLinked || number == EEXIST else { throw .system("link", path, number) }
      guard fsync(folder.raw) == 0 else {
        let error = StoreError.system("fsync", target.folder)
        // A name that may vanish in a power cut is not acknowledged, so it must not stay either.
        if isLinked { unlinkat(folder.raw, target.name, 0) }
        throw error
      }
      return isLinked
    }
  }

  /// Makes durable that a file bears its name.
  func syncFolder(of path: String) throws(StoreError) {
    let target = try DeskPath(path)
    let folder = try FileDescriptor.folder(target.folder, below: root, isCreating: false)
    guard fsync(folder.raw) == 0 else { throw .system("fsync", target.folder) }
  }

  /// Removes what writers that were cut off left in a folder. A younger file may be at work.
  private func sweep(
    _ folder: borrowing FileDescriptor, _ path: String
  ) throws(StoreError) {
    let oldest = time(nil) - 60
    for name in try folder.names(
      path, where: { $0.hasPrefix(".") && $0.hasSuffix(Desk.unfinished) })
    {
      var status = stat()
      guard fstatat(folder.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFREG, status.st_mtim.tv_sec < oldest
      else { continue }
      // What cannot be removed is met again by the next writer.
      unlinkat(folder.raw, name, 0)
    }
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
