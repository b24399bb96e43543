import Core
import FoundationEssentials
import Store

extension Newsroom {
  /// Why each stage of a piece is outdated; a stage that is fresh is not in the answer.
  ///
  /// Staleness is never stored: a stage is stale where what it was made from is not what stands
  /// upstream now, where a file of its working copy is not what was approved, or where a stage above
  /// it is stale.
  func staleness(of pieceDesk: PieceDesk) throws -> [StageID: [String]] {
    var reasons: [StageID: [String]] = [:]
    for stage in StageID.allCases {
      let record = pieceDesk.state[stage]
      guard let manifest = pieceDesk.manifest(of: stage) else { continue }
      var why: [String] = []
      for input in record.inputs {
        guard let upstream = StageID(input.role), upstream < stage else { continue }
        let accepted = pieceDesk.state[upstream].accepted
        if accepted != input.sha256 {
          let now = accepted?.short ?? "nothing"
          why.append("made from \(upstream.name) \(input.sha256.short), which is now \(now)")
        }
      }
      for file in try ArtifactManifest.files(of: stage, in: desk.versions.read(manifest)) {
        let place = path(of: file.path, stage, pieceDesk.id)
        if desk.exists(place), try desk.digest(of: place) != file.sha256 {
          why.append("\(place) was changed since it was put forward")
        }
      }
      if let above = stage.previous, reasons[above] != nil {
        why.append("\(above.name) above it is outdated")
      }
      if !why.isEmpty { reasons[stage] = why }
    }
    return reasons
  }
}
