public import Core
import Formats
public import FoundationEssentials
import Glibc

extension Desk {
  /// The largest file that is read whole, in bytes.
  static let sizeLimit = 256 << 20

  /// The bytes of a file.
  ///
  /// - Throws: ``StoreError`` where it is missing, a link, or too large.
  public func read(_ path: String) throws(StoreError) -> Data {
    try read(path, limit: Desk.sizeLimit)
  }

  /// The bytes of a file of at most so many bytes; a larger one is not read at all.
  func read(_ path: String, limit: Int) throws(StoreError) -> Data {
    let file = try openFile(path)
    var status = stat()
    guard fstat(file.raw, &status) == 0 else { throw .system("stat", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError(
        .unsafePath, "\(path) is not a regular file", remedy: "Put a regular file there.")
    }
    guard status.st_size <= limit else {
      throw StoreError(
        .io, "\(path) is \(status.st_size) bytes, over the limit of \(limit)",
        remedy: "Keep large media elsewhere and name them by address.")
    }
    return try file.readAll(path)
  }

  /// The SHA-256 of a file.
  public func digest(of path: String) throws(StoreError) -> Digest {
    let file = try openFile(path)
    var hasher = DigestHasher()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got = Glibc.read(file.raw, &buffer, buffer.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .system("read", path) }
      if got == 0 { return hasher.finish() }
      hasher.update(buffer[..<got])
    }
  }

  /// Whether anything is at a path; a link counts as what it is, and behind a link there is nothing.
  public func exists(_ path: String) -> Bool { (try? kind(of: path)) != nil }

  /// Whether a folder, and no link to one, is at a path.
  func isFolder(_ path: String) -> Bool { (try? kind(of: path)) == S_IFDIR }

  /// The type of what is at a path, as `S_IFMT` has it; `nil` where nothing is there.
  ///
  /// - Throws: ``StoreError`` where the path leads out of the desk, or through a link.
  func kind(of path: String) throws(StoreError) -> mode_t? {
    let place = try DeskPath(path)
    var status = stat()
    do throws(StoreError) {
      let folder = try FileDescriptor.folder(place.folder, below: root, isCreating: false)
      guard fstatat(folder.raw, place.name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        throw .system("stat", path)
      }
    } catch {
      if error.code == .missing { return nil }
      throw error
    }
    return status.st_mode & S_IFMT
  }

  /// The names in a folder, sorted by their bytes.
  func entries(_ path: String) throws(StoreError) -> [String] {
    _ = try DeskPath(path)
    return try FileDescriptor.folder(path, below: root, isCreating: false).names(path)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The paths of all regular files below a folder, sorted; dotted names and unfinished writes are
  /// passed over. A folder that is not there has none.
  ///
  /// - Throws: ``StoreError`` where a link stands in the folder, or in the way to it.
  public func files(under path: String) throws(StoreError) -> [String] {
    guard try kind(of: path) != nil else { return [] }
    var files: [String] = []
    for name in try entries(path) where !name.hasPrefix(".") && !name.hasSuffix(Desk.unfinished) {
      let place = "\(path)/\(name)"
      switch try kind(of: place) {
      case S_IFDIR: files += try self.files(under: place)
      case S_IFREG: files.append(place)
      // Removed since the folder was read.
      case nil: continue
      default:
        throw StoreError(
          .unsafePath, "\(place) is a link or a special file",
          remedy: "Put the real file there: a desk holds no links.")
      }
    }
    return files
  }

  /// The stamps of all regular files below a folder, sorted by path as ``files(under:)`` has them;
  /// each costs one call of the system, none of the files is opened.
  ///
  /// - Parameter passesOverLinks: whether links and special files are as good as not there.
  /// - Throws: ``StoreError`` where a link stands in the folder, or in the way to it.
  func stamps(
    under path: String, passesOverLinks: Bool = false
  ) throws(StoreError) -> [(path: String, stamp: FileStamp)] {
    guard try kind(of: path) != nil else { return [] }
    let folder = try FileDescriptor.folder(path, below: root, isCreating: false)
    var found: [(path: String, stamp: FileStamp)] = []
    let names = try folder.names(
      path, where: { !$0.hasPrefix(".") && !$0.hasSuffix(Desk.unfinished) })
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      var status = stat()
      // Removed since the folder was read.
      guard fstatat(folder.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      let place = "\(path)/\(name)"
      switch status.st_mode & S_IFMT {
      case S_IFDIR: found += try stamps(under: place, passesOverLinks: passesOverLinks)
      case S_IFREG: found.append((place, FileStamp(status)))
      case _ where passesOverLinks: continue
      default:
        throw StoreError(
          .unsafePath, "\(place) is a link or a special file",
          remedy: "Put the real file there: a desk holds no links.")
      }
    }
    return found
  }

  /// Which of many paths below a folder lead to nothing. Nothing is read here, so the short way does,
  /// which a link of the folder's own could lead astray.
  public func absent(_ paths: [String], below folder: String) -> [String] {
    guard let opened = try? FileDescriptor.folder(folder, below: root, isCreating: false) else {
      return paths
    }
    var absent: [String] = []
    for path in paths {
      if faccessat(opened.raw, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0 { absent.append(path) }
    }
    return absent
  }

  /// Makes a folder and those above it.
  public func makeFolder(_ path: String) throws(StoreError) {
    _ = try DeskPath(path)
    _ = try FileDescriptor.folder(path, below: root, isCreating: true)
  }

  /// Removes a file, and the folders above it that it leaves empty.
  public func remove(_ path: String) throws(StoreError) {
    let place = try DeskPath(path)
    let folder = try FileDescriptor.folder(place.folder, below: root, isCreating: false)
    guard unlinkat(folder.raw, place.name, 0) == 0 else { throw .system("remove", path) }
    guard fsync(folder.raw) == 0 else { throw .system("fsync", place.folder) }
    var above = place.folder
    while !above.isEmpty {
      let emptied = try DeskPath(above)
      let parent = try FileDescriptor.folder(emptied.folder, below: root, isCreating: false)
      guard unlinkat(parent.raw, emptied.name, AT_REMOVEDIR) == 0 else { return }
      above = emptied.folder
    }
  }

  /// The files a person keeps in a stage's folder: those below a subfolder, or the one of that name.
  ///
  /// - Throws: ``StoreError`` where a link stands there.
  public func workingFiles(
    of piece: PieceID, stage: StageID, under name: String
  ) throws(StoreError) -> [WorkingFile] {
    let stageFolder = "\(folder(of: piece))/\(stage.name)"
    let place = "\(stageFolder)/\(name)"
    let paths =
      switch try kind(of: place) {
      case nil: [String]()
      case S_IFDIR: try files(under: place)
      default: [place]
      }
    var found: [WorkingFile] = []
    for path in paths {
      found.append(
        WorkingFile(
          path: String(path.dropFirst(stageFolder.count + 1)), display: path,
          bytes: try read(path)))
    }
    return found
  }

  private func openFile(_ path: String) throws(StoreError) -> FileDescriptor {
    let place = try DeskPath(path)
    let folder = try FileDescriptor.folder(place.folder, below: root, isCreating: false)
    let raw = openat(folder.raw, place.name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard raw >= 0 else { throw .system("open", path) }
    return FileDescriptor(raw)
  }
}
