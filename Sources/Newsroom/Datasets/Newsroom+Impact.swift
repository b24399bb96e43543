public import Core
import Datasets
import Formats
import FoundationEssentials
import Store

extension Newsroom {
  /// What was made with examples of a piece's dataset.
  ///
  /// - Parameter examples: ids, or beginnings of them; `nil` for all that are retracted.
  /// - Throws: ``NewsroomError`` where the piece has no dataset, `DatasetError` where an example is not
  ///   known.
  public func impact(of examples: [String]?, in piece: PieceID) throws -> ImpactReport {
    let reviewed = try reviewedDataset(of: piece, naming: examples ?? [])
    let ids: [String]
    if let examples {
      ids = Set(try examples.map(reviewed.example)).sorted()
    } else {
      ids = reviewed.ledger.examples.filter { reviewed.ledger[$0]?.verdict == .retract }
    }
    return try impact(of: ids, in: piece)
  }

  /// The same, of whole ids.
  func impact(of examples: [String], in piece: PieceID) throws -> ImpactReport {
    let pieceDesk = try PieceDesk(piece, in: self)
    var report = ImpactReport(
      piece: piece, examples: examples, datasets: [], requests: [], drafts: [], deliverables: [],
      listings: [])
    report.datasets = try datasetUses(of: Set(examples), in: pieceDesk)
    let using = Set(report.datasets.filter { $0.split == .train }.map(\.dataset))
    var tainted: [Digest: Set<String>] = [:]
    report.requests = try requestUses(of: Set(examples), using, in: pieceDesk, &tainted)
    report.drafts = try draftUses(in: pieceDesk, &tainted)
    report.deliverables = try deliverableUses(in: pieceDesk, &tainted)
    report.listings = try listingUses(in: pieceDesk, &tainted)
    return report
  }

  // Each of these follows the record one stage on: `tainted` holds, for each manifest that something
  // was made in, the deliverables it was made for.

  private func datasetUses(
    of examples: Set<String>, in pieceDesk: PieceDesk
  ) throws -> [ImpactReport.DatasetUse] {
    let accepted = pieceDesk.state[.promptDatasets].accepted
    return try recordedDatasets(of: pieceDesk).flatMap { recorded in
      guard let file = recorded.artifact.files.first(where: { $0.path == Dataset.lineagePath })
      else { return [ImpactReport.DatasetUse]() }
      return try CanonicalJSON.readLines(
        Example.Lineage.self, from: desk.versions.read(file.sha256)
      ).filter { examples.contains($0.id) }.map {
        ImpactReport.DatasetUse(
          handOff: recorded.handOff.id, at: recorded.handOff.at, dataset: recorded.manifest,
          example: $0.id, split: $0.split, isAccepted: recorded.manifest == accepted)
      }
    }
  }

  private func requestUses(
    of examples: Set<String>, _ datasets: Set<Digest>, in pieceDesk: PieceDesk,
    _ tainted: inout [Digest: Set<String>]
  ) throws -> [ImpactReport.RequestUse] {
    var uses: [ImpactReport.RequestUse] = []
    for (handOff, script, artifact) in try submissions(of: ChatGPTAPIScripts.self, in: pieceDesk)
    where handOff.inputs.contains(where: { datasets.contains($0.sha256) }) {
      let plans = try CanonicalJSON.readLines(
        DraftPlan.self, from: desk.versions.read(artifact.plan.sha256))
      for plan in plans {
        let shown = plan.examples?.filter(examples.contains)
        guard shown?.isEmpty != true else { continue }
        uses.append(
          ImpactReport.RequestUse(
            at: handOff.at, script: script, request: plan.request, deliverable: plan.deliverable,
            examples: shown ?? [], isRecorded: shown != nil))
        tainted[script, default: []].insert(plan.deliverable)
      }
    }
    return uses
  }

  private func draftUses(
    in pieceDesk: PieceDesk, _ tainted: inout [Digest: Set<String>]
  ) throws -> [ImpactReport.DraftUse] {
    var uses: [ImpactReport.DraftUse] = []
    for (handOff, manifest, artifact) in try submissions(of: RawDesigns.self, in: pieceDesk) {
      let names = Self.names(tainted, handOff)
      guard !names.isEmpty else { continue }
      let choice = Self.approval(of: manifest, at: .rawDesigns, in: pieceDesk)
      let chosen = Set((choice?.selection ?? []).map(\.draft))
      uses += artifact.drafts.filter { names.contains($0.deliverable) }.map {
        ImpactReport.DraftUse(
          at: handOff.at, drafts: manifest, draft: $0.id, deliverable: $0.deliverable,
          isSelected: chosen.contains($0.id))
      }
      tainted[manifest] = names
      // What was chosen is a manifest of its own, and stage 6 is made of that.
      if let selected = choice?.artifacts.first?.sha256 { tainted[selected] = names }
    }
    return uses
  }

  private func deliverableUses(
    in pieceDesk: PieceDesk, _ tainted: inout [Digest: Set<String>]
  ) throws -> [ImpactReport.DeliverableUse] {
    var uses: [ImpactReport.DeliverableUse] = []
    for (handOff, manifest, artifact) in try submissions(of: ProductionRequest.self, in: pieceDesk)
    {
      let names = Self.names(tainted, handOff)
      guard !names.isEmpty else { continue }
      uses += artifact.deliverables.filter { names.contains($0.name) }.map {
        ImpactReport.DeliverableUse(at: handOff.at, production: manifest, deliverable: $0.name)
      }
      tainted[manifest] = names
    }
    return uses
  }

  private func listingUses(
    in pieceDesk: PieceDesk, _ tainted: inout [Digest: Set<String>]
  ) throws -> [ImpactReport.ListingUse] {
    let proofs = try submissions(of: MediaMarketplace.self, in: pieceDesk).map {
      ($0.handOff, $0.manifest, $0.artifact.listing)
    }
    let records = try submissions(of: PublisherEditorial.self, in: pieceDesk).map {
      ($0.handOff, $0.manifest, $0.artifact.listing)
    }
    let listed = Set(pieceDesk.state.listings.map(\.manifest))
    var uses: [ImpactReport.ListingUse] = []
    for (handOff, manifest, listing) in proofs + records {
      let names = Self.names(tainted, handOff)
      guard !names.isEmpty else { continue }
      // To publish writes the day into the version of record, which is a manifest of its own.
      let approval = Self.approval(of: manifest, at: handOff.fromStage, in: pieceDesk)
      let approved = approval?.artifacts.first?.sha256 ?? manifest
      uses.append(
        ImpactReport.ListingUse(
          at: handOff.at, manifest: approved, stage: handOff.fromStage,
          folder: "\(Self.marketplace)/\(listing.slug)/\(listing.version)",
          deliverables: listing.deliverables.map(\.name).filter(names.contains),
          isListed: listed.contains(approved)))
      tainted[manifest] = names
    }
    return uses
  }

  /// The decision by which a stage's manifest went on.
  private static func approval(
    of manifest: Digest, at stage: StageID, in pieceDesk: PieceDesk
  ) -> HandOff? {
    let setAside = Set(pieceDesk.state.setAside.map(\.handOff))
    return pieceDesk.records.map(\.handOff).last {
      $0.decision == .forward(stage) && $0.approves == manifest && !setAside.contains($0.id)
    }
  }

  /// The deliverables that what a hand-off puts forward has from tainted inputs.
  private static func names(_ tainted: [Digest: Set<String>], _ handOff: HandOff) -> Set<String> {
    handOff.inputs.reduce(into: []) { $0.formUnion(tainted[$1.sha256] ?? []) }
  }
}
