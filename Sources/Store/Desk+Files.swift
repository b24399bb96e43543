public import Core
public import FoundationEssentials
import Formats
import Glibc

extension Desk {
  /// The largest file that is read whole, in bytes.
  static let sizeLimit = 256 << 20

  /// The bytes of a file.
  ///
  /// - Throws: ``StoreError`` where it is missing, a link, or too large.
  public func read(_ path: String) throws(StoreError) -> Data {
    let file = try openFile(path)
    var status = stat()
    guard fstat(file.raw, &status) == 0 else { throw .system("stat", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError(
        .unsafePath, "\(path) is not a regular file", remedy: "Put a regular file there.")
    }
    guard status.st_size <= Desk.sizeLimit else {
      throw StoreError(
        .io, "\(path) is \(status.st_size) bytes, over the limit of \(Desk.sizeLimit)",
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

  /// Whether anything is at a path; a link counts as what it is.
  public func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat("\(root)/\(path)", &status) == 0
  }

  /// Whether a folder, and no link to one, is at a path.
  func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat("\(root)/\(path)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted by their bytes.
  func entries(_ path: String) throws(StoreError) -> [String] {
    let folder = try FileDescriptor.folder(path, below: root, isCreating: false)
    let copy = dup(folder.raw)
    guard copy >= 0, let stream = fdopendir(copy) else { throw .system("open", path) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = Glibc.readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The paths of all regular files below a folder, sorted; dotted names and unfinished writes are
  /// passed over. A folder that is not there has none.
  ///
  /// - Throws: ``StoreError`` where a link stands in the folder.
  public func files(under path: String) throws(StoreError) -> [String] {
    guard exists(path) else { return [] }
    var files: [String] = []
    for name in try entries(path) where !name.hasPrefix(".") && !name.hasSuffix(Desk.unfinished) {
      let place = "\(path)/\(name)"
      var status = stat()
      guard lstat("\(root)/\(place)", &status) == 0 else { throw .system("stat", place) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: files += try self.files(under: place)
      case S_IFREG: files.append(place)
      default:
        throw StoreError(
          .unsafePath, "\(place) is a link or a special file",
          remedy: "Put the real file there: a desk holds no links.")
      }
    }
    return files
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
    while !above.isEmpty, rmdir("\(root)/\(above)") == 0 {
      above = above.split(separator: "/").dropLast().joined(separator: "/")
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
    let paths = isFolder(place) ? try files(under: place) : (exists(place) ? [place] : [])
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
