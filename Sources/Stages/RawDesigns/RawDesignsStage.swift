public import Core
import Formats
import FoundationEssentials

/// Stage 5: asks the script's requests, and lines up the drafts that come back.
///
/// Responsible for: `responses.jsonl`, the drafts with their sources, `evaluation.json`; and, once a
/// person has chosen, `selection.yml`.
/// Boundaries: which engine answers, and how, is the context's; this stage only asks.
/// Invariants: a request is never asked twice for the same answer; what came back is kept as it
/// came; a draft that was cut short or refused is marked so.
public struct RawDesignsStage: Stage {
  public typealias Input = ChatGPTAPIScripts
  public typealias Output = RawDesigns
  public static let id = StageID.rawDesigns

  public init() {}

  public func run(
    _ input: Accepted<ChatGPTAPIScripts>, in context: StageContext
  ) async throws -> StageProduct<RawDesigns> {
    let script = input.artifact
    let requests = try BatchRequest.lines(of: context.bytes(script.requests))
    let plans = try CanonicalJSON.readLines(DraftPlan.self, from: context.bytes(script.plan))
    let planned = Dictionary(plans.map { ($0.request, $0) }) { first, _ in first }
    let asked = EngineRequest.numbering(
      try requests.map { request in
        guard let plan = planned[request.customID] else {
          throw StageFailure(
            .damaged, "plan.jsonl does not say what request '\(request.customID)' is for",
            remedy: "Send the script back and have it made anew: "
              + "colophon send-back ChatGPTAPIScripts")
        }
        return (request, plan)
      })
    guard script.engine != WrittenDraft.engine else {
      return try lineUp([], for: asked, isGenerative: false, awaitsPeople: true, in: context)
    }
    let engine = try context.engine(script.engine)
    try (engine as? any RemoteEngine)?.requireServer(of: script)
    let outcome = await Asking(
      engine, ledger: context.ledger, width: script.concurrency, progress: context.progress
    ).ask(asked)
    if let ending = outcome.ending { throw failure(of: ending, outcome, engine) }
    let answered = zip(outcome.replies, asked).compactMap { reply, request in
      reply.map { (reply: $0, request: request) }
    }
    var product = try lineUp(
      answered.map(\.reply), for: answered.map(\.request), isGenerative: engine.isGenerative,
      in: context)
    let place = context.display("", in: Self.id)
    product.findings.insert(
      contentsOf: outcome.failures.sorted { $0.key < $1.key }.map { index, error in
        .unanswered(asked[index].request.customID, error, in: place)
      }, at: 0)
    return product
  }

  /// What an asking that ended before its time leads to: what was answered is on record.
  private func failure(
    of error: EngineError, _ outcome: Asking.Asked, _ engine: any Engine
  ) -> any Error {
    guard error.code != .cancelled else { return CancellationError() }
    let isOurs = [.notConfigured, .ceiling, .notRecorded].contains(error.code)
    return StageFailure(
      isOurs ? .unready : .remote,
      "\(engine.name) answered \(outcome.answered) of \(outcome.replies.count) requests: "
        + error.message,
      remedy: error.remedy + " What was answered is kept; run again to go on.")
  }
}
