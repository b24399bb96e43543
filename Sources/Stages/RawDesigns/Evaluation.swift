import Core
import Documents

/// The scores of one draft, each from 0 to 100 with the figures behind it.
struct Evaluation: Codable, Hashable {
  struct Score: Codable, Hashable {
    var points: Int
    var because: String
  }

  var draft: String
  var finishReason: String
  var scores: [String: Score]
  /// The mean of the scores.
  var score: Int

  init(of text: DraftText, id: String, plan: DraftPlan, candidate: EngineReply.Candidate) {
    draft = id
    finishReason = candidate.finishReason
    let scores = [
      "structure": Evaluation.structure(text, plan), "grounding": Evaluation.grounding(text),
      "length": Evaluation.length(text, plan), "variety": Evaluation.variety(text),
    ]
    self.scores = scores
    score = scores.values.map(\.points).reduce(0, +) / scores.count
  }

  /// The wanted headings that the draft has.
  private static func structure(_ text: DraftText, _ plan: DraftPlan) -> Score {
    let headings = Set(text.parts.filter(\.isHeading).map { $0.text.lowercased() })
    let found = plan.sections.count { headings.contains($0.heading.lowercased()) }
    return Score(
      points: share(found, of: plan.sections.count),
      because: "\(found) of \(plan.sections.count) wanted sections are there")
  }

  /// The blocks of text that cite a passage.
  private static func grounding(_ text: DraftText) -> Score {
    let pairs = zip(text.parts, text.blocks).filter { !$0.0.isHeading }
    let cited = pairs.count { !$0.1.sources.isEmpty }
    return Score(
      points: share(cited, of: pairs.count),
      because: "\(cited) of \(pairs.count) blocks cite a passage of the design documents")
  }

  /// How near the draft is to the wanted length.
  private static func length(_ text: DraftText, _ plan: DraftPlan) -> Score {
    let words = text.parts.map { wordCount($0.text) }.reduce(0, +)
    let wanted = plan.sections.map(\.words).reduce(0, +)
    let points = words <= wanted ? share(words, of: wanted) : share(wanted, of: words)
    return Score(points: points, because: "\(words) words where \(wanted) are wanted")
  }

  /// The blocks that stand only once.
  private static func variety(_ text: DraftText) -> Score {
    let distinct = Set(text.parts.map { $0.text.lowercased() }).count
    return Score(
      points: share(distinct, of: text.parts.count),
      because: "\(distinct) of \(text.parts.count) blocks are said once")
  }

  private static func wordCount(_ text: String) -> Int {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }.count
  }

  private static func share(_ part: Int, of whole: Int) -> Int {
    whole == 0 ? 0 : part * 100 / whole
  }
}
