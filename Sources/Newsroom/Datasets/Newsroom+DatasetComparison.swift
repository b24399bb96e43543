public import Core
import Datasets
import Formats
import FoundationEssentials
import Store

extension Newsroom {
  /// Which two of a piece's datasets are compared.
  public enum DatasetChoice: Hashable, Sendable {
    /// The newest, with the one before it.
    case newest
    /// The newest, with the one that stood at a time (ISO 8601), or else the oldest.
    case since(String)
    /// Two by their hand-offs or manifests, or how these begin; the newest where the second is `nil`.
    case named(String, String?)
  }

  /// Compares two of the datasets that a piece has put forward.
  ///
  /// - Throws: ``NewsroomError`` where there are no two such datasets.
  public func compareDatasets(
    of piece: PieceID, _ choice: DatasetChoice = .newest
  ) throws -> PieceDatasetComparison {
    let pieceDesk = try PieceDesk(piece, in: self)
    let recorded = try recordedDatasets(of: pieceDesk)
    guard let newest = recorded.last else {
      throw NewsroomError(
        .refused, "\(piece) has no dataset yet",
        remedy: "Take it to PromptDatasets: colophon run \(piece)")
    }
    var new = newest
    let old: RecordedDataset
    switch choice {
    case .newest: old = try Self.earlier(recorded.dropLast().last, than: newest, in: piece)
    case .since(let time):
      old = try Self.earlier(
        recorded.last { $0.handOff.at < time } ?? recorded.dropLast().first, than: newest, in: piece
      )
    case .named(let first, let second):
      old = try Self.find(first, in: recorded)
      if let second { new = try Self.find(second, in: recorded) }
    }
    let reviews = try reviewDesk(of: piece).reviews()
    return PieceDatasetComparison(
      old: version(old, in: pieceDesk), new: version(new, in: pieceDesk),
      comparison: DatasetComparison(
        from: try snapshot(old, reviews, in: pieceDesk),
        to: try snapshot(new, reviews, in: pieceDesk)))
  }

  private static func earlier(
    _ found: RecordedDataset?, than newest: RecordedDataset, in piece: PieceID
  ) throws(NewsroomError) -> RecordedDataset {
    if let found { return found }
    throw NewsroomError(
      .usage, "there is no dataset of \(piece) before \(newest.handOff.at)",
      remedy: "colophon log \(piece) lists what was put forward.")
  }

  private static func find(
    _ text: String, in recorded: [RecordedDataset]
  ) throws(NewsroomError) -> RecordedDataset {
    let found = recorded.filter {
      $0.handOff.id.rawValue.hasPrefix(text.uppercased()) || $0.manifest.hex.hasPrefix(text)
    }
    // Equal bytes may have been put forward twice.
    if let last = found.last, Set(found.map(\.manifest)).count == 1 { return last }
    throw NewsroomError(
      .usage,
      found.isEmpty ? "no dataset is called '\(text)'" : "'\(text)' could be several datasets",
      remedy: "They are "
        + recorded.suffix(8).map { "\($0.handOff.id.rawValue) (\($0.handOff.at.prefix(10)))" }
        .joined(separator: ", ") + ".")
  }

  private func version(
    _ recorded: RecordedDataset, in pieceDesk: PieceDesk
  ) -> PieceDatasetComparison.Version {
    PieceDatasetComparison.Version(
      handOff: recorded.handOff.id, at: recorded.handOff.at, visit: recorded.handOff.visit,
      dataset: recorded.manifest,
      isAccepted: pieceDesk.state[.promptDatasets].accepted == recorded.manifest)
  }

  /// A dataset as it was put forward: with the passages that there were, and what had been said.
  private func snapshot(
    _ recorded: RecordedDataset, _ reviews: [Example.Review], in pieceDesk: PieceDesk
  ) throws -> DatasetSnapshot {
    let files = try DatasetFiles(manifest: recorded.manifest, name: "", in: self)
    let input = recorded.handOff.inputs.first { $0.role == StageID.uxDesignDocs.name }
    let nodes = try input.map { input in
      let design = try JSONDecoder().decode(
        UXDesignDocs.self, from: desk.versions.read(input.sha256))
      return try CanonicalJSON.readLines(
        DesignNode.self, from: desk.versions.read(design.nodes.sha256))
    }
    return DatasetSnapshot(
      try Dataset(files.file), report: try? DatasetReport(files.file),
      reviews: ReviewLedger(reviews.filter { $0.at <= recorded.handOff.at }),
      sources: nodes.map(DatasetSnapshot.Sources.init))
  }
}
