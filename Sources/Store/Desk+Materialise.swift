public import Core
import FoundationEssentials
import Formats

extension Desk {
  /// A working file that was replaced, and where its former bytes are kept.
  public struct KeptCopy: Hashable, Sendable {
    public var path: String
    public var sha256: Digest
  }

  /// Writes files of an artifact into a stage's folder, from the version store.
  ///
  /// A file that is right is not touched. One that holds bytes the store does not know was written
  /// by a person: its bytes go into the version store first, so that nothing is lost.
  ///
  /// - Returns: what a person had written and was replaced.
  public func materialise(
    _ files: [ArtifactFile], of piece: PieceID, stage: StageID
  ) throws(StoreError) -> [KeptCopy] {
    var kept: [KeptCopy] = []
    for file in files {
      let path = "\(folder(of: piece))/\(stage.name)/\(file.path)"
      if exists(path) {
        let present = try digest(of: path)
        if present == file.sha256 { continue }
        if !versions.contains(present) {
          kept.append(KeptCopy(path: path, sha256: try versions.keep(read(path))))
        }
      }
      try write(versions.read(file.sha256), to: path)
    }
    return kept
  }
}
