import Core
import FoundationEssentials
import Glibc
import Store

extension ModelDesk {
  /// Keeps the weights of what is promoted in a folder of the model's that is named by their digest:
  /// those of a run go when somebody tidies up, and what is deployed must not go with them.
  ///
  /// They are the same files by another name (a hard link) where the file system allows it, copies
  /// otherwise. The folder ignores itself for Git.
  ///
  /// - Returns: where they are; `nil` where a server alone has them.
  func keepWeights(of subject: EvaluationSubject) throws -> ModelVersion.Weights? {
    guard let weights = subject.weights, let digest = subject.digest else { return nil }
    let kept = "\(path)/weights/\(digest.hex(16))"
    let place = ModelVersion.Weights(folder: kept, digest: digest)
    if (try? self.digest(ofWeights: kept)) == digest { return place }
    try desk.makeFolder("\(path)/weights")
    let files = FileManager.default
    // A name that the desk's own listings pass over, until all is there.
    let unfinished = whole("\(path)/weights/.\(digest.hex(16))")
    do {
      try Data("*\n".utf8).write(to: URL(filePath: whole("\(path)/weights/.gitignore")))
      for remains in [unfinished, whole(kept)] where files.fileExists(atPath: remains) {
        try files.removeItem(atPath: remains)
      }
      try files.createDirectory(atPath: unfinished, withIntermediateDirectories: false)
      for name in try files.contentsOfDirectory(atPath: whole(weights)) {
        try Self.keep("\(whole(weights))/\(name)", as: "\(unfinished)/\(name)")
      }
      try files.moveItem(atPath: unfinished, toPath: whole(kept))
    } catch {
      throw NewsroomError(
        .io, "the weights could not be kept in \(kept)",
        remedy: "See that the disk has room and that you may write there, and repeat the command.")
    }
    return place
  }

  /// Gives a file another name, or copies it where that cannot be. A folder is no part of a model.
  private static func keep(_ file: String, as kept: String) throws {
    var status = stat()
    guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    guard linkat(AT_FDCWD, file, AT_FDCWD, kept, AT_SYMLINK_FOLLOW) != 0 else { return }
    try FileManager.default.copyItem(
      atPath: URL(filePath: file).resolvingSymlinksInPath().path, toPath: kept)
  }
}
