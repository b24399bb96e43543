import Core
import Documents

extension RawDesignsStage {
  /// What is wrong with one candidate.
  func check(
    _ candidate: EngineReply.Candidate, _ text: DraftText, plan: DraftPlan, id: String,
    in context: StageContext
  ) -> [Finding] {
    let place = SourcePlace(context.display("drafts/\(id).md", in: Self.id))
    var findings: [Finding] = []
    if candidate.finishReason != "stop" {
      findings.append(.notFinished(candidate.finishReason, at: place))
    }
    if text.blocks.isEmpty { findings.append(.emptyDraft(at: place)) }
    let headings = Set(text.parts.filter(\.isHeading).map { $0.text.lowercased() })
    for section in plan.sections where !headings.contains(section.heading.lowercased()) {
      findings.append(.missingSection(section.heading, at: place))
    }
    if !text.strayMarkers.isEmpty {
      findings.append(.strayCitation(text.strayMarkers, at: place))
    }
    return findings
  }
}
