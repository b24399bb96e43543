public import Core
import Formats
public import FoundationEssentials
import Glibc

/// A desk's folder: the one place through which files of a desk are read and written.
///
/// Paths are relative to the desk's root. Nothing below the root is reached through a symbolic link,
/// and no path leads out.
public struct Desk: Sendable {
  /// The absolute path.
  public let root: String
  /// The file that marks a folder as a desk.
  public static let marker = "colophon.yml"
  /// Caches and locks: ignored by Git, may be deleted at any time.
  static let cache = ".colophon"

  /// A desk at a path, taken as it is.
  public init(root: String) {
    var path = root
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.root = path
  }

  /// The desk that a folder is in: the nearest folder, upward, that holds `colophon.yml`.
  ///
  /// - Throws: ``StoreError`` where there is none.
  public static func find(from path: String) throws(StoreError) -> Desk {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard let resolved = realpath(path, &buffer) else { throw .system("open", path) }
    let start = String(cString: resolved)
    var folder = start
    while true {
      if access("\(folder)/\(marker)", F_OK) == 0 { return Desk(root: folder) }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    throw StoreError(
      .notADesk, "there is no desk here: neither \(start) nor a folder above it has \(marker)",
      remedy: "Go to a desk, name one with --desk, or make one: colophon init <folder>")
  }

  /// Makes the folder of a new desk, and those above it.
  ///
  /// - Throws: ``StoreError`` where the folder is a desk already.
  public static func create(at path: String) throws(StoreError) -> Desk {
    let ends = path.indices.filter { path[$0] == "/" && $0 > path.startIndex } + [path.endIndex]
    for end in ends {
      let folder = String(path[..<end])
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw .system("mkdir", folder) }
    }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard let resolved = realpath(path, &buffer) else { throw .system("open", path) }
    let desk = Desk(root: String(cString: resolved))
    // A file of that name is no folder for a desk.
    _ = try FileDescriptor.folder("", below: desk.root, isCreating: false)
    guard !desk.exists(marker) else {
      throw StoreError(
        .exists, "\(desk.root) is a desk already",
        remedy: "Name another folder, or work in this one.")
    }
    return desk
  }

  /// The folder of a piece: `Content/<pipeline>/<folder>`.
  public func folder(of piece: PieceID) -> String { "Content/\(piece)" }

  /// The bytes of every artifact that a hand-off names.
  public var versions: VersionStore { VersionStore(desk: self) }

  /// The digests of the desk's files, and what stages made of them.
  public var knownFiles: KnownFiles { KnownFiles(desk: self) }

  /// A piece's hand-offs.
  public func handOffs(of piece: PieceID) -> HandOffFolder {
    HandOffFolder(desk: self, piece: piece)
  }

  /// The pieces of the desk, sorted: every `Content/<pipeline>/<folder>` with a `piece.yml`.
  public func pieces() throws(StoreError) -> [PieceID] {
    guard try kind(of: "Content") != nil else { return [] }
    var pieces: [PieceID] = []
    for pipeline in try entries("Content") where !pipeline.hasPrefix(".") {
      let path = "Content/\(pipeline)"
      guard isFolder(path) else { continue }
      let opened = try FileDescriptor.folder(path, below: root, isCreating: false)
      for folder in try opened.names(path) where !folder.hasPrefix(".") {
        // Only whether it is there is asked, once for each of ten thousand pieces; it is read by the
        // way that follows no link.
        guard let id = PieceID(pipeline: pipeline, folder: folder),
          faccessat(opened.raw, "\(folder)/piece.yml", F_OK, AT_SYMLINK_NOFOLLOW) == 0
        else { continue }
        pieces.append(id)
      }
    }
    return pieces.sorted()
  }

  /// What Git ignores in a desk.
  public static let gitIgnore = """
    # Colophon's cache, index and locks; may be deleted at any time.
    /.colophon/
    *.colophon-tmp
    # Weights are known by their digests, and calls hold what people said.
    /Bases/
    /Models/*/runs/*/weights/
    # A trainer's own words name places of one machine; jobs are of one machine, too.
    /Models/*/runs/*/trainer.log
    /Models/*/runs/*/job.mark
    /Models/*/runs/*/.failure.json*
    /Models/*/runs/.slurm/
    /Models/*/runs/.lock
    /Gateway/

    """

  /// How Git treats a desk's files: stored bytes are hashed, so no line end may change.
  public static let gitAttributes = """
    Content/.versions/** binary
    **/handoffs/*.json -text
    Content/** -text
    Marketplace/** -text

    """

  /// Five random characters of Crockford's base 32, in lower case: what keeps the folders of two
  /// clones' pieces apart.
  public func randomSuffix() -> String {
    let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    return String((0..<5).map { _ in alphabet[Int.random(in: 0..<32)] })
  }

  /// A new id for a hand-off.
  public func nextHandOffID(at date: Date) -> HandOffID {
    ULIDSource.next(milliseconds: UInt64(max(0, date.timeIntervalSince1970 * 1000)))
  }
}
