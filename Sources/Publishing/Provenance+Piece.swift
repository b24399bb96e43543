public import Core
import Formats

extension Provenance {
  /// The record of how a version of a piece's listing was made, from what is on record now.
  ///
  /// - Throws: what reading the earlier artifacts throws.
  public init(
    ofVersion version: String, passages: [PublishedPassage], in context: StageContext
  ) throws {
    let useCase = try context.accepted(UseCasePrompt.self).artifact
    let design = try context.accepted(UXDesignDocs.self).artifact
    let dataset = try context.accepted(PromptDatasets.self).artifact
    let script = try context.accepted(ChatGPTAPIScripts.self).artifact
    let drafts = try context.accepted(RawDesigns.self).artifact
    let request = try context.accepted(ProductionRequest.self).artifact
    let state = PieceState(replaying: context.handOffs.map(\.handOff))
    func source(_ file: ArtifactFile, _ stage: StageID) -> Source {
      Source(path: context.display(file.path, in: stage), sha256: file.sha256)
    }
    self.init(
      piece: context.piece.id, title: useCase.title, version: version,
      brief: source(useCase.brief, .useCasePrompt),
      documents: design.documents.map { source($0.file, .uxDesignDocs) },
      dataset: dataset.files.map { source($0, .promptDatasets) },
      script: script.files.map { source($0, .chatGPTAPIScripts) }, runs: drafts.runs,
      selection: drafts.selection, isEdited: request.isEdited, disclosure: request.disclosure,
      chain: StageID.allCases.compactMap { stage in
        guard let accepted = state[stage].accepted else { return nil }
        return Link(
          stage: stage, artifact: accepted, approvedAt: state[stage].acceptedAt ?? "",
          approvedBy: state[stage].acceptedBy.map { signOff in
            let roles = signOff.actor.roles.map(\.title).joined(separator: ", ")
            return "\(signOff.actor.name) (\(roles))"
          })
      },
      events: context.handOffs.map { record in
        let handOff = record.handOff
        return Event(
          file: handOff.fileName, sha256: record.sha256, at: handOff.at,
          actor: handOff.actor.name, decision: handOff.decision.name, note: handOff.note,
          override: handOff.override?.reason)
      },
      passages: passages)
  }
}
