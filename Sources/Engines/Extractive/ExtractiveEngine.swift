public import Core
import Formats
import FoundationEssentials

/// The embedded engine: no network, no model. It composes each section of a deliverable from the
/// passages that the script found for it, word for word, and cites every one.
///
/// It invents nothing: a section for which nothing was found says so. The first candidate has the
/// wanted length, the second is short, the third says it with other passages, the fourth is longer for
/// an editor who would rather cut; where the passages allow fewer drafts than are asked for, fewer
/// come back.
public struct ExtractiveEngine: Engine {
  public let name = "extractive"
  public let isGenerative = false

  /// The most drafts that are tried for.
  private static let mostShifts = 16

  public init() {}

  public func answer(
    _ request: EngineRequest, in ledger: CallLedger
  ) async throws(EngineError) -> EngineReply {
    let wanted = request.request.candidates
    let composers: [Composer] =
      [.standard, .short, .other, .full] + (1...Self.mostShifts).map { .shifted(by: $0) }
    var drafts: [String] = []
    var seen: Set<Set<String>> = []
    for composer in composers where drafts.count < wanted {
      let draft = composer.compose(request.plan)
      if seen.insert(draft.quoted).inserted { drafts.append(draft.content) }
    }
    let body: Data
    do {
      body = try CanonicalJSON.line(request.request.body)
    } catch {
      throw EngineError(
        .refused, "the request cannot be written: \(error)", remedy: "Make the script anew.")
    }
    return EngineReply(
      request: request.request.customID,
      candidates: drafts.enumerated().map { index, draft in
        EngineReply.Candidate(index: index, content: draft, finishReason: "stop")
      },
      run: ModelRun(
        engine: "extractive 1", endpoint: "none", modelAsked: request.request.model,
        modelAnswered: "extractive-1", responseID: "unknown", requestDigest: Digest(of: body),
        responseDigest: Digest(of: drafts.joined(separator: "\u{1E}")), promptTokens: .unknown,
        completionTokens: .unknown))
  }
}
