import Core

/// The people of a small team, and records written by them, for the tests of the state machine.
enum Team {
  static let ana = Actor(id: "ana", name: "Ana", roles: [.requester, .contentDesigner])
  static let ben = Actor(
    id: "ben", name: "Ben", roles: [.commissioningEditor, .selectingEditor, .factChecker])
  static let cleo = Actor(
    id: "cleo", name: "Cleo",
    roles: [.datasetEditor, .automationEngineer, .productionEditor, .managingEditor])
  static let dov = Actor(id: "dov", name: "Dov", roles: [.marketplaceManager, .publisher])
  static let eve = Actor(id: "eve", name: "Eve", roles: [.observer])
  static let all = [ana, ben, cleo, dov, eve, .system]
}

extension Digest {
  /// A digest for a test: the number in hexadecimal, padded.
  static func test(_ number: Int) -> Digest {
    let hex = String(number, radix: 16)
    let padded = String(repeating: "0", count: 64 - hex.count) + hex
    return Digest(hex: padded) ?? .test(0)
  }
}

/// A clone of a piece: records as its writers saw them.
struct Clone {
  var records: [HandOff] = []
  static let piece = PieceID(pipeline: "help", folder: "piece-00000")

  var state: PieceState { PieceState(replaying: records) }

  /// The record of a decision, taken in this clone now, legal or not.
  func record(_ proposal: Proposal, id: Int) -> HandOff? {
    guard let piece = Clone.piece else { return nil }
    let state = state
    return HandOff(
      id: HandOffID(milliseconds: UInt64(id), high: 0, low: UInt64(id)), piece: piece,
      clock: state.clock + 1,
      parents: state.heads.map { HandOff.Parent(id: $0, sha256: .test(1)) },
      at: "2026-11-21T09:00:00.000Z", actor: proposal.actor, decision: proposal.decision,
      visit: state.visit, fromStage: state.stage, toStage: state.stage,
      reasons: proposal.reasons, note: proposal.note,
      artifacts: proposal.artifact.map {
        [ArtifactFile(path: "artifact.json", mediaType: "application/json", size: 1, sha256: $0)]
      } ?? [], approves: proposal.approves, override: proposal.override,
      selection: proposal.selection)
  }

  /// Takes a decision; an illegal one is refused.
  @discardableResult
  mutating func take(_ proposal: Proposal, id: Int) -> Refusal? {
    if let refusal = state.refusal(of: proposal, under: .standard) { return refusal }
    if let record = record(proposal, id: id) { records.append(record) }
    return nil
  }

  /// The proposals that could be made in a state: every decision, by everyone, with fitting bytes.
  static func proposals(in state: PieceState) -> [Proposal] {
    let decisions: [Decision] =
      [.start, .submit, .acceptHandOff, .hold, .resume, .decline, .withdraw, .unknown("dance")]
      + StageID.allCases.map(Decision.forward) + StageID.allCases.map { Decision.sendBack(to: $0) }
    return decisions.flatMap { decision in
      Team.all.map { actor in proposal(decision, by: actor, in: state) }
    }
  }

  static func proposal(
    _ decision: Decision, by actor: Actor, in state: PieceState, override: HandOff.Override? = nil
  ) -> Proposal {
    let selection = [
      RawDesigns.Selection(deliverable: "faq", draft: "faq-a", reason: "clear", rejected: [])
    ]
    return Proposal(
      decision, by: actor,
      artifact: decision == .submit ? .test(state.clock + 100) : nil,
      approves: state[state.stage].submitted,
      selection: decision == .forward(.rawDesigns) ? selection : [],
      reasons: [.other], note: "because", override: override)
  }

  /// Walks a piece forward until a stage has the status.
  static func walked(to stage: StageID, _ status: PieceState.Status) -> Clone {
    var clone = Clone()
    var id = 1
    clone.take(Proposal(.start, by: Team.ana), id: id)
    while clone.state.stage != stage || clone.state.status != status, id < 200 {
      id += 1
      let state = clone.state
      switch state.status {
      case .inProgress: clone.take(proposal(.submit, by: .system, in: state), id: id)
      case .approved: clone.take(proposal(.acceptHandOff, by: .system, in: state), id: id)
      case .submitted:
        let signer = Team.all.first {
          state.refusal(
            of: proposal(.forward(state.stage), by: $0, in: state), under: .standard) == nil
        }
        if let signer { clone.take(proposal(.forward(state.stage), by: signer, in: state), id: id) }
      case .handedOff: return clone
      }
    }
    return clone
  }
}
