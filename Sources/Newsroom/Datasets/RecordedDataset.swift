import Core
import Datasets
import FoundationEssentials
import Store

/// A dataset that a piece's record has: one that was put forward once.
struct RecordedDataset {
  let handOff: HandOff
  /// The manifest of stage 3.
  let manifest: Digest
  let artifact: PromptDatasets
}

extension Newsroom {
  /// Every dataset a piece has put forward, oldest first.
  func recordedDatasets(of pieceDesk: PieceDesk) throws -> [RecordedDataset] {
    try submissions(of: PromptDatasets.self, in: pieceDesk).map {
      RecordedDataset(handOff: $0.handOff, manifest: $0.manifest, artifact: $0.artifact)
    }
  }

  /// Every artifact of a kind that a piece has put forward, oldest first. What was set aside, because
  /// it could not take effect at its place, is not among them.
  func submissions<A: Artifact>(
    of type: A.Type, in pieceDesk: PieceDesk
  ) throws -> [(handOff: HandOff, manifest: Digest, artifact: A)] {
    guard let stage = A.producer else { return [] }
    let setAside = Set(pieceDesk.state.setAside.map(\.handOff))
    let handOffs = pieceDesk.records.map(\.handOff).filter {
      $0.decision == .submit && $0.fromStage == stage && !setAside.contains($0.id)
    }
    return try handOffs.sorted(by: HandOff.isOrderedBefore).compactMap { handOff in
      guard let manifest = handOff.artifacts.first?.sha256 else { return nil }
      let artifact = try JSONDecoder().decode(A.self, from: desk.versions.read(manifest))
      return (handOff, manifest, artifact)
    }
  }

  /// The examples of a dataset of the record.
  ///
  /// - Throws: `DatasetError` where it is damaged.
  func dataset(_ recorded: RecordedDataset) throws -> Dataset {
    try Dataset(DatasetFiles(manifest: recorded.manifest, name: "", in: self).file)
  }
}
