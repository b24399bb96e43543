public import Core
import Formats
import FoundationEssentials
import Store

extension Newsroom {
  /// Has a piece's script answered in batches. What they bring is on record, where stage 5 finds it.
  ///
  /// - Throws: ``NewsroomError`` where the script is not approved, or its engine takes no batches;
  ///   `EngineError` where the server fails. What is on record by then stays, and a repeated command
  ///   goes on.
  public func batch(
    _ piece: PieceID, as actor: Actor, _ work: BatchWork
  ) async throws -> BatchOutcome {
    let pieceDesk = try PieceDesk(piece, in: self)
    let shelf = BatchShelf(of: piece, in: desk)
    let script = try pieceDesk.state[.chatGPTAPIScripts].accepted.map {
      try JSONDecoder().decode(ChatGPTAPIScripts.self, from: desk.versions.read($0))
    }
    // What was handed over is paid for, and collected whatever became of the script since.
    let waiting = work.isSubmitting ? nil : try shelf.records().first { !$0.isCollected }
    guard let name = script?.engine ?? waiting?.engine else {
      throw NewsroomError(
        .refused, "the script of \(piece) is not approved, and nothing is paid for before it is",
        remedy: "See whose turn it is: colophon status.")
    }
    let engine = try world.remoteEngine(name)
    if let script, work.isSubmitting { try engine.requireServer(of: script) }
    let runner = StageRunner(newsroom: self, pieceDesk: pieceDesk, worker: actor.id)
    let requests = EngineRequest.numbering(
      try script.map { try BatchRequest.lines(of: desk.versions.read($0.requests.sha256)) }?
        .map { ($0, DraftPlan(requestOnly: $0.customID)) } ?? [])
    return try await work.done(requests: requests.count) { body in
      try await holding(piece, as: actor, "script batch") {
        let ledger =
          try script == nil
          ? runner.ledger(under: SpendingCeiling(dollars: nil)) : runner.ledger(for: .rawDesigns)
        guard let ledger else { return }
        try await body(
          BatchDesk(
            shelf: shelf, ledger: ledger, engine: engine, requests: requests, by: actor.id,
            world: world))
      }
    }
  }
}

extension ScriptFolder {
  /// Has a file's requests answered in batches.
  ///
  /// - Throws: ``NewsroomError`` where the file is not what it should be, or the engine takes no
  ///   batches; `EngineError` where the server fails.
  public func batch(
    _ path: String, engine name: String, ceiling dollars: Double?, _ work: BatchWork
  ) async throws -> BatchOutcome {
    let requests = try RequestFile(path).requests
    let engine = try world.remoteEngine(name)
    let desk = try makeFolder()
    let outcome = try await work.done(requests: requests.count) { body in
      try await holding(desk, "script batch") {
        try await body(
          BatchDesk(
            shelf: BatchShelf(desk), ledger: try ledger(in: desk, ceiling: dollars),
            engine: engine, requests: requests, by: "unknown", world: world))
      }
    }
    _ = try await holding(desk, "script batch") {
      try await answers(to: requests, of: engine, try ledger(in: desk, ceiling: nil), in: desk)
    }
    return outcome
  }
}

extension Newsroom.World {
  /// An engine that takes batches.
  fileprivate func remoteEngine(_ name: String) throws -> any RemoteEngine {
    guard let engine = try engine(name) as? any RemoteEngine else {
      throw NewsroomError(
        .refused, "the engine '\(name)' takes no batches",
        remedy: "Name openai as the engine, or ask the script at once: colophon script run.")
    }
    return engine
  }
}
