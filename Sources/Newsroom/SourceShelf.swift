import Core
import Formats
import FoundationEssentials
import Store
import Synchronization

/// The source files of one stage's folder, while the stage is at work on them.
final class SourceShelf: Sendable {
  private let desk: Desk
  private let folder: String
  /// What the version store lacks of what was listed.
  private let absent = Mutex<Set<Digest>>([])
  private let listed = Mutex<[String: Digest]>([:])

  init(desk: Desk, piece: PieceID, stage: StageID) {
    self.desk = desk
    folder = "\(desk.folder(of: piece))/\(stage.name)"
  }

  /// The digests of the files that were listed, by their paths in the stage's folder.
  var digests: [String: Digest] { listed.withLock { $0 } }

  func files(under name: String) throws -> [SourceFile] {
    let known = try desk.knownFiles.files(under: "\(folder)/\(name)")
    absent.withLock { $0.formUnion(desk.versions.absent(known.map(\.sha256))) }
    let files = known.map { file in
      SourceFile(
        path: String(file.path.dropFirst(folder.count + 1)), display: file.path, size: file.size,
        sha256: file.sha256, kept: file.kept, bytes: { try self.read(file) })
    }
    listed.withLock { listed in
      for file in files { listed[file.path] = file.sha256 }
    }
    return files
  }

  private func read(_ file: KnownFiles.File) throws -> Data {
    let data = try desk.read(file.path)
    guard Digest(of: data) == file.sha256 else {
      throw NewsroomError(
        .refused, "\(file.path) changed while it was read", remedy: "Run it again.")
    }
    return data
  }

  func keep(_ file: SourceFile, as mediaType: String) throws -> ArtifactFile {
    if absent.withLock({ $0.contains(file.sha256) }) {
      _ = try desk.versions.keep(file.bytes())
      absent.withLock { _ = $0.remove(file.sha256) }
    }
    return ArtifactFile(
      path: file.path, mediaType: mediaType, size: file.size, sha256: file.sha256)
  }

  func keep(_ readings: [String: KeptReading]) {
    desk.knownFiles.keep(
      Dictionary(readings.map { ("\(folder)/\($0.key)", $0.value) }) { first, _ in first })
  }

  func keptReadings(under name: String) -> [String: KeptReading] {
    let kept = desk.knownFiles.readings(under: "\(folder)/\(name)")
    return Dictionary(kept.map { (String($0.key.dropFirst(folder.count + 1)), $0.value) }) {
      first, _ in first
    }
  }
}
