public import Core
import FoundationEssentials
import Formats

/// The embedded engine: no network, no model. It composes each section of a deliverable from the
/// passages that the script found for it, word for word, and cites every one.
///
/// It invents nothing: a section for which nothing was found says so.
public struct ExtractiveEngine: Engine {
  public let name = "extractive"
  public let isGenerative = false
  /// What stands in a section for which no passage was found.
  public static let nothingFound = "The design documents say nothing about this."

  public init() {}

  public func answer(_ request: EngineRequest) async throws(EngineError) -> EngineReply {
    let composers: [Composer] = [.ranked, .diverse, .brief]
    let count = max(1, request.request.body.n)
    let candidates = (0..<count).map { index in
      let composer = index < composers.count ? composers[index] : .shifted(by: index - 2)
      return EngineReply.Candidate(
        index: index, content: composer.compose(request.plan), finishReason: "stop")
    }
    let requestDigest: Digest
    do {
      requestDigest = Digest(of: try CanonicalJSON.line(request.request.body))
    } catch {
      throw EngineError(
        .refused, "the request cannot be written: \(error)", remedy: "Make the script anew.")
    }
    let text = candidates.map(\.content).joined(separator: "\u{1E}")
    return EngineReply(
      request: request.request.customID, candidates: candidates,
      run: ModelRun(
        engine: "extractive 1", endpoint: "none", modelAsked: request.request.body.model,
        modelAnswered: "extractive-1", responseID: "unknown", requestDigest: requestDigest,
        responseDigest: Digest(of: text), promptTokens: .unknown, completionTokens: .unknown))
  }
}
