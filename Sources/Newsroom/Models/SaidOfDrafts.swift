import Core
import Evaluation
import FoundationEssentials
import StageRawDesigns
import Store

/// What people said of the drafts of all pieces of a desk, and which models wrote them.
struct SaidOfDrafts: Sendable {
  /// A draft that somebody said something of.
  private struct Subject: Hashable {
    var piece: PieceID
    var draft: String
  }

  /// The names that a draft's record has for who wrote it, the surest first.
  private var writers: [Subject: [String]] = [:]
  private var said: [(piece: PieceID, opinion: DraftOpinion)] = []
  private var unread: [String] = []
  /// What is called by each name, of all versions of the desk.
  private var named: [String: Set<EvaluationSubject>] = [:]
  private let newsroom: Newsroom

  init(in newsroom: Newsroom) throws {
    self.newsroom = newsroom
    for model in try newsroom.models() {
      // One that cannot be read is named where it is looked at; here it is nobody's writer.
      for version in (try? model.versions()) ?? [] {
        named[version.label, default: []].insert(version.subject)
        add(version.subject)
      }
    }
    for piece in try newsroom.desk.pieces() {
      do {
        try read(piece)
      } catch {
        unread.append("\(piece)")
      }
    }
  }

  private mutating func add(_ subject: EvaluationSubject) {
    let names = [subject.served, subject.weights, subject.weights.map { whole($0) }]
    for name in names.compactMap({ $0 }) { named[name, default: []].insert(subject) }
  }

  private func whole(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(newsroom.desk.root)/\(path)"
  }

  private mutating func read(_ piece: PieceID) throws {
    let opinions = try newsroom.ratingDesk(of: piece).opinions(at: newsroom.world.now()).opinions
    // Most pieces have none: their hand-offs need not be read.
    guard !opinions.isEmpty else { return }
    let pieceDesk = try PieceDesk(piece, in: newsroom)
    guard pieceDesk.manifest(of: .rawDesigns) != nil else {
      if !pieceDesk.damage.isEmpty { unread.append("\(piece)") }
      return
    }
    let lined = try newsroom.linedUp(pieceDesk)
    let script = try pieceDesk.manifest(of: .chatGPTAPIScripts).map {
      try JSONDecoder().decode(
        ChatGPTAPIScripts.self, from: newsroom.desk.versions.read($0))
    }
    for draft in lined.drafts where lined.runs.indices.contains(draft.run) {
      let run = lined.runs[draft.run]
      // The reply's own name says most: an alias may stand for another version since the script.
      writers[Subject(piece: piece, draft: draft.id)] = [
        run.modelAnswered, draft.writer == nil ? script?.alias ?? run.modelAsked : run.modelAsked,
      ]
    }
    said += DraftJudgement.counted(opinions, of: lined).map { (piece, $0) }
  }

  // MARK: Of two models

  /// What was said of two models' drafts; `nil` where nothing was.
  func opinions(
    of candidate: EvaluationSubject, beside baseline: EvaluationSubject
  ) -> ModelOpinions? {
    var all = self
    for subject in [candidate, baseline] { all.add(subject) }
    let opinions = ModelOpinions(
      baseline: all.stars(of: baseline, not: candidate),
      candidate: all.stars(of: candidate, not: baseline),
      preferences: all.preferences(of: candidate, over: baseline), unread: unread)
    let isEmpty =
      opinions.baseline == nil && opinions.candidate == nil && opinions.preferences == nil
    return isEmpty && unread.isEmpty ? nil : opinions
  }

  /// Whether a draft is of one of two models. What could be of both is of neither.
  private func isWritten(
    _ draft: Subject, by subject: EvaluationSubject, not other: EvaluationSubject
  ) -> Bool {
    guard let known = writers[draft]?.lazy.compactMap({ named[$0] }).first else { return false }
    return known.contains(subject) && (subject == other || !known.contains(other))
  }

  private func stars(
    of subject: EvaluationSubject, not other: EvaluationSubject
  ) -> ModelOpinions.Stars? {
    var given: [Subject: [Int]] = [:]
    var raters: Set<String> = []
    for (piece, opinion) in said {
      guard let stars = opinion.stars, let seen = opinion.drafts.first else { continue }
      let draft = Subject(piece: piece, draft: seen.draft)
      guard isWritten(draft, by: subject, not: other) else { continue }
      given[draft, default: []].append(stars)
      raters.insert(opinion.rater)
    }
    guard !given.isEmpty else { return nil }
    // What would be other drafts is resampled, each with all that was said of it: several people's words
    // of one draft are no several drafts. In one order, which decides the resamples.
    var statistics = SegmentStatistics(width: 2)
    for stars in given.values.map({ ($0.reduce(0, +), $0.count) }).sorted(by: <) {
      statistics.append([Double(stars.0), Double(stars.1)])
    }
    let resampled = BootstrapDistribution(
      of: statistics, resamples: EvaluationMeasure.resamples, seed: EvaluationMeasure.seed
    ) { $0[1] > 0 ? $0[0] / $0[1] : .nan }
    return ModelOpinions.Stars(
      mean: resampled.observed, interval: resampled.bca(),
      ratings: given.values.reduce(0) { $0 + $1.count }, drafts: given.count,
      raters: raters.count)
  }

  private func preferences(
    of candidate: EvaluationSubject, over baseline: EvaluationSubject
  ) -> ModelOpinions.Preferences? {
    guard candidate != baseline else { return nil }
    var (wins, losses, ties) = (0, 0, 0)
    var raters: Set<String> = []
    for (piece, opinion) in said where opinion.drafts.count == 2 {
      let drafts = opinion.drafts.map { Subject(piece: piece, draft: $0.draft) }
      let isOfCandidate = drafts.map { isWritten($0, by: candidate, not: baseline) }
      let isOfBaseline = drafts.map { isWritten($0, by: baseline, not: candidate) }
      let isCandidateFirst = isOfCandidate[0] && isOfBaseline[1]
      guard let prefers = opinion.prefers,
        isCandidateFirst || isOfBaseline[0] && isOfCandidate[1]
      else { continue }
      raters.insert(opinion.rater)
      switch prefers {
      case .tie: ties += 1
      case .first where isCandidateFirst, .second where !isCandidateFirst: wins += 1
      case .first, .second: losses += 1
      }
    }
    guard wins + losses + ties > 0 else { return nil }
    let proportion = try? Proportion(wins, of: wins + losses)
    return ModelOpinions.Preferences(
      wins: wins, losses: losses, ties: ties, raters: raters.count, share: proportion?.share,
      interval: proportion?.wilson())
  }
}
