import Core
import Formats
public import FoundationEssentials
import Glibc

/// A folder that the program writes as a whole, and writes again only where it is still what the
/// program wrote: nobody's own file is ever lost.
///
/// The folder is made beside its place under another name and then renamed, so that it is whole or not
/// there; an older one steps aside first, and back again where the new one cannot take its place. A
/// list of its files with their digests, ``listName``, says later what is ours.
public struct OutputFolder: Sendable {
  /// The list of the files that were written, in the folder itself.
  public static let listName = ".colophon-files.json"

  private struct Listed: Codable {
    var path: String
    var sha256: Digest
  }

  private let path: String

  /// - Parameter path: the folder, which need not be there; the one that it is in must be.
  public init(_ path: String) {
    self.path = URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// Writes the folder.
  ///
  /// - Parameter files: the files by their paths in it.
  /// - Throws: ``NewsroomError`` where the folder holds what the program did not write.
  public func write(_ files: [String: Data]) throws {
    let isThere = try requireOwn()
    let draft = "\(Self.parent(of: path))/.\(Self.name(of: path)).colophon-\(getpid())"
    try? FileManager.default.removeItem(atPath: draft)
    defer { try? FileManager.default.removeItem(atPath: draft) }
    var listed: [Listed] = []
    for (name, data) in files.sorted(by: { $0.key < $1.key }) {
      try Self.put(data, at: "\(draft)/\(name)")
      listed.append(Listed(path: name, sha256: Digest(of: data)))
    }
    try Self.put(CanonicalJSON.document(listed), at: "\(draft)/\(Self.listName)")
    try place(draft, over: isThere)
  }

  private func place(_ draft: String, over isThere: Bool) throws(NewsroomError) {
    // An empty folder is replaced by the renaming itself.
    if rename(draft, path) == 0 { return }
    guard isThere else { throw Self.failure("put in its place", path) }
    let aside = draft + "-old"
    guard rename(path, aside) == 0 else { throw Self.failure("put in its place", path) }
    guard rename(draft, path) == 0 else {
      let failure = Self.failure("put in its place", path)
      rename(aside, path)
      throw failure
    }
    try? FileManager.default.removeItem(atPath: aside)
  }

  /// Refuses a folder that holds what the program did not write; whether there is one.
  private func requireOwn() throws(NewsroomError) -> Bool {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return false }
    guard isFolder else { throw refusal("it is a file") }
    let entries = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    let found = entries.filter { entry in
      let file = "\(path)/\(entry)"
      // A link is somebody's, wherever it leads.
      if (try? FileManager.default.destinationOfSymbolicLink(atPath: file)) != nil { return true }
      var isFolder = false
      _ = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
      return !isFolder
    }
    guard !entries.isEmpty else { return true }
    guard let list = try? Data(contentsOf: URL(filePath: "\(path)/\(Self.listName)")),
      let listed = try? JSONDecoder().decode([Listed].self, from: list)
    else { throw refusal("Colophon did not write it, and it is not empty") }
    let ours = Dictionary(listed.map { ($0.path, $0.sha256) }) { first, _ in first }
    for file in found.sorted() where file != Self.listName {
      guard let digest = ours[file] else { throw refusal("\(file) in it is not Colophon's") }
      let bytes = try? Data(contentsOf: URL(filePath: "\(path)/\(file)"))
      guard bytes.map({ Digest(of: $0) }) == digest else {
        throw refusal("\(file) in it was changed since Colophon wrote it")
      }
    }
    return true
  }

  private func refusal(_ why: String) -> NewsroomError {
    NewsroomError(
      .refused, "\(path) is not written over: \(why)",
      remedy: "Name a folder that is not there yet, or move away what is yours.")
  }

  private static func put(_ data: Data, at path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: parent(of: path), withIntermediateDirectories: true)
      try data.write(to: URL(filePath: path))
    } catch {
      throw failure("written", path)
    }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    guard file >= 0, fsync(file) == 0 else { throw failure("written", path) }
  }

  private static func failure(_ what: String, _ path: String) -> NewsroomError {
    NewsroomError(
      .io, "\(path) cannot be \(what): \(String(systemError: errno))",
      remedy: "Name a folder on a disk that you may write to, with room left.")
  }

  private static func parent(of path: String) -> String {
    let start = path.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(start)"
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }
}
