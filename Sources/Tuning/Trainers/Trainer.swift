public import Core
import Formats
public import FoundationEssentials

/// A trainer's program: `Templates/trainers/<name>`, on the disk.
public struct Trainer: Hashable, Sendable {
  /// Which of the trainers it is.
  public let name: TrainerName
  /// The folder of `train.py` and `requirements.txt`, whole.
  public let folder: String
  /// Of the program's files.
  public let digest: Digest

  /// The program, whole: it is called with Python and the run's folder.
  public var program: String { "\(folder)/train.py" }
  /// What `pip install -r` reads, whole.
  public var requirements: String { "\(folder)/requirements.txt" }

  /// Writes a trainer's files where Python can read them, once for equal files.
  ///
  /// - Parameters:
  ///   - files: those of `Templates/trainers/`, by their paths below it.
  ///   - cache: the folder for what can be made again, whole.
  /// - Throws: ``TuningError`` where the trainer has no program, or it cannot be written.
  public init(
    _ name: TrainerName, files: [(path: String, bytes: Data)], cache: String
  ) throws(TuningError) {
    let folder = name.rawValue
    let wanted = files.filter {
      $0.path.hasPrefix("\(folder)/") || $0.path.hasPrefix("common/")
    }.sorted { $0.path < $1.path }
    for file in ["train.py", "requirements.txt"]
    where !wanted.contains(where: { $0.path == "\(folder)/\(file)" }) {
      throw TuningError(
        .missing, at: SourcePlace("Templates/trainers/\(folder)/\(file)"),
        "the trainer has no \(file)",
        remedy: "Delete the desk's copy of the trainer to use the built-in one.")
    }
    var hasher = DigestHasher()
    for file in wanted {
      hasher.update("\(file.path)\n\(file.bytes.count)\n")
      hasher.update(file.bytes)
    }
    digest = hasher.finish()
    self.name = name
    let copy = "\(cache)/programs/\(folder)-\(digest.short)"
    self.folder = "\(copy)/\(folder)"
    try Self.write(wanted, to: copy)
  }

  /// A trainer whose program is on the disk already.
  ///
  /// - Parameter folder: with `train.py`, whole.
  public init(_ name: TrainerName, in folder: String) throws(TuningError) {
    guard let program = FileManager.default.contents(atPath: "\(folder)/train.py") else {
      throw TuningError(
        .missing, at: SourcePlace("\(folder)/train.py"), "the trainer has no program",
        remedy: "Name the folder of a trainer.")
    }
    self.name = name
    self.folder = folder
    digest = Digest(of: program)
  }

  /// A file that was changed, or half written, is written again: the names are those of the bytes.
  private static func write(
    _ files: [(path: String, bytes: Data)], to folder: String
  ) throws(TuningError) {
    for file in files {
      let path = "\(folder)/\(file.path)"
      if FileManager.default.contents(atPath: path) == file.bytes { continue }
      try FolderMaking.make(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
      try DurableFile.write(file.bytes, to: path)
    }
  }
}
