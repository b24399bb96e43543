import Core
import FoundationEssentials
import Store

extension Newsroom {
  /// Runs a body as the only writer of a piece.
  func holding<Result>(
    _ piece: PieceID, as actor: Actor, _ command: String,
    _ body: () async throws -> Result
  ) async throws -> Result {
    let lock = try PieceLock.acquire(
      piece, in: desk, holder: LockHolder(person: actor.name, command: command))
    let result = try await body()
    lock.release()
    return result
  }

  /// Records a decision, if it is legal now.
  ///
  /// - Returns: the piece as it is afterwards.
  /// - Throws: ``NewsroomError`` with the refusal where it is not legal.
  func record(
    _ proposal: Proposal, on pieceDesk: PieceDesk, made: StageRunner.Made? = nil
  ) throws -> PieceDesk {
    let state = pieceDesk.state
    if let refusal = state.refusal(of: proposal, under: rules) { throw NewsroomError(refusal) }
    let stage = state.stage
    var handOff = HandOff(
      id: desk.nextHandOffID(at: world.now()), piece: pieceDesk.id, clock: state.clock + 1,
      parents: pieceDesk.parents, at: world.now().timestamp, actor: proposal.actor,
      decision: proposal.decision, visit: state.visit, fromStage: stage, toStage: stage,
      fromStatus: state.isStarted ? state.status.rawValue : "none",
      reasons: proposal.reasons, note: proposal.note,
      artifacts: made?.manifest.map { [$0] } ?? [], inputs: made?.inputs ?? [],
      gates: made?.gates ?? [], approves: proposal.approves, override: proposal.override,
      runs: made?.runs ?? [], selection: proposal.selection)
    let next = try state.applying(handOff, under: rules)
    handOff.toStage = next.stage
    handOff.toStatus = next.hold == nil ? next.status.rawValue : "onHold"
    if next.disposition != .active { handOff.toStatus = next.disposition.rawValue }
    try desk.handOffs(of: pieceDesk.id).append(handOff)
    return try PieceDesk(pieceDesk.id, in: self)
  }
}
