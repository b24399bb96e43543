public import Core
import FoundationEssentials

/// What several people's opinions of a piece's drafts come to. The order in which they were written
/// down, and in which files are read, changes nothing.
public struct DraftJudgement: Codable, Hashable, Sendable {
  /// One draft's.
  public struct Entry: Codable, Hashable, Sendable {
    /// The ``RawDesigns/Draft/id``.
    public var draft: String
    /// The mean of its stars; `nil` where nobody gave any.
    public var stars: Double?
    /// Who gave how many.
    public var ratings: [Rating]
    /// Where it stands among those drafts of its deliverable that were compared; `nil` where it was
    /// not.
    public var standing: PairwiseOrder.Standing?
  }

  /// One person's stars.
  public struct Rating: Codable, Hashable, Sendable {
    /// The id in the desk's roster.
    public var rater: String
    /// From 1 to 5, 5 the best.
    public var stars: Int
    /// Why; empty where that was not said.
    public var note: String
  }

  /// One deliverable's.
  public struct Deliverable: Codable, Hashable, Sendable {
    /// The deliverable's name in the brief.
    public var deliverable: String
    /// Best first: those that were compared, in that order; then those that were not; each by stars,
    /// then by score, then as they are lined up.
    public var drafts: [Entry]
    /// How many comparisons of two of them count.
    public var comparisons: Int
    /// The drafts that are preferred in a circle, each to the next one in some order: their order says
    /// little. `nil` where there are none.
    public var circle: [String]?
    /// What was said of two drafts in words.
    public var notes: [Note]
  }

  /// What one person said of two drafts.
  public struct Note: Codable, Hashable, Sendable {
    /// The id in the desk's roster.
    public var rater: String
    /// The two, in the order that they were named.
    public var drafts: [String]
    /// Which is better.
    public var prefers: DraftOpinion.Preference
    /// Why.
    public var note: String
  }

  /// In the order of their first draft.
  public var deliverables: [Deliverable]
  /// Krippendorff's alpha of the stars, over all drafts, to three digits; `nil` where no draft has the
  /// stars of two people, or all gave the same.
  public var agreement: Double?
  /// Opinions of drafts, or of bytes, that are lined up no more.
  public var outdated: Int

  /// Whether nobody has said anything that counts.
  public var isEmpty: Bool {
    deliverables.allSatisfy { $0.comparisons == 0 && $0.drafts.allSatisfy(\.ratings.isEmpty) }
  }

  /// What was said of one draft.
  public subscript(draft: String) -> Entry? {
    deliverables.lazy.flatMap(\.drafts).first { $0.draft == draft }
  }

  /// What opinions come to, of the drafts that are lined up.
  public init(_ opinions: [DraftOpinion], of drafts: RawDesigns) {
    let valid = Self.valid(opinions, of: drafts)
    outdated = opinions.count - valid.count
    let counted = Self.latest(of: valid)
    deliverables = drafts.deliverables.map { Self.judged($0, counted, drafts) }
    let units = drafts.drafts.map { draft in
      counted.filter { $0.drafts.count == 1 && $0.drafts[0].draft == draft.id }.compactMap(\.stars)
    }
    agreement = RaterAgreement.alpha(ordinal: units).map { ($0 * 1_000).rounded() / 1_000 }
  }

  /// The opinions that count: of drafts that are lined up, as somebody saw them; of each person's words on
  /// one thing, the last ones.
  ///
  /// - Returns: them, in the order that they were said.
  public static func counted(
    _ opinions: [DraftOpinion], of drafts: RawDesigns
  ) -> [DraftOpinion] { latest(of: valid(opinions, of: drafts)) }

  private static func valid(
    _ opinions: [DraftOpinion], of drafts: RawDesigns
  ) -> [DraftOpinion] {
    let digests = Dictionary(drafts.drafts.map { ($0.id, $0.file.sha256) }) { first, _ in first }
    return opinions.filter { opinion in
      opinion.problem == nil && opinion.drafts.allSatisfy { digests[$0.draft] == $0.sha256 }
    }
  }

  private static func latest(of opinions: [DraftOpinion]) -> [DraftOpinion] {
    var latest: [Subject: DraftOpinion] = [:]
    for opinion in opinions {
      let subject = Subject(opinion)
      if latest[subject].map({ $0.precedes(opinion) }) ?? true { latest[subject] = opinion }
    }
    return latest.values.sorted { $0.precedes($1) }
  }

  /// Who said something of what: two drafts are the same two, whichever was named first.
  private struct Subject: Hashable {
    var rater: String
    var drafts: Set<String>

    init(_ opinion: DraftOpinion) {
      rater = opinion.rater
      drafts = Set(opinion.drafts.map(\.draft))
    }
  }

  private static func judged(
    _ deliverable: String, _ opinions: [DraftOpinion], _ drafts: RawDesigns
  ) -> Deliverable {
    let lined = drafts.drafts.filter { $0.deliverable == deliverable }
    let ids = lined.map(\.id)
    let pairs = opinions.filter { opinion in
      opinion.drafts.count == 2 && opinion.drafts.allSatisfy { ids.contains($0.draft) }
    }
    let comparisons = pairs.map(\.comparison)
    let compared = Set(pairs.flatMap { $0.drafts.map(\.draft) })
    // What nobody compared has no place in the order: the middle of it would be made up.
    let order = PairwiseOrder(of: ids.filter(compared.contains), comparisons: comparisons)
    let standings = Dictionary(order.standings.map { ($0.name, $0) }) { first, _ in first }
    let entries = lined.map { draft in
      let ratings = opinions.filter { $0.drafts.count == 1 && $0.drafts[0].draft == draft.id }
        .map { Rating(rater: $0.rater, stars: $0.stars ?? 0, note: $0.note) }
        .sorted { $0.rater < $1.rater }
      let sum = ratings.map(\.stars).reduce(0, +)
      return Entry(
        draft: draft.id,
        stars: ratings.isEmpty ? nil : (Double(sum * 100) / Double(ratings.count)).rounded() / 100,
        ratings: ratings, standing: standings[draft.id])
    }
    let sorted = zip(entries, lined).enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      // No chance is below 0: those without one come last.
      return (
        -(one.0.standing?.chance ?? -1), -(one.0.stars ?? 0), -one.1.score, left.offset
      )
        < (-(other.0.standing?.chance ?? -1), -(other.0.stars ?? 0), -other.1.score, right.offset)
    }.map(\.element.0)
    return Deliverable(
      deliverable: deliverable, drafts: sorted, comparisons: pairs.count,
      circle: PreferenceCircle(comparisons).names,
      notes: pairs.filter { !$0.note.isEmpty }.map {
        Note(
          rater: $0.rater, drafts: $0.drafts.map(\.draft), prefers: $0.prefers ?? .tie,
          note: $0.note)
      })
  }
}

extension DraftOpinion {
  fileprivate var comparison: PairwiseOrder.Comparison {
    let outcome =
      switch prefers {
      case .first?: 1.0
      case .second?: 0.0
      case .tie?, nil: 0.5
      }
    return .init(drafts[0].draft, drafts[1].draft, outcome: outcome)
  }

  /// Whether another opinion of the same person is the later one; of two of one moment one is, by what
  /// they say, so that no order of reading decides.
  fileprivate func precedes(_ other: DraftOpinion) -> Bool {
    let moments = (moment ?? .distantPast, other.moment ?? .distantPast)
    guard moments.0 == moments.1 else { return moments.0 < moments.1 }
    return (
      rater, drafts.map(\.draft).joined(separator: " "), stars ?? 0, prefers?.rawValue ?? "", note
    )
      < (
        other.rater, other.drafts.map(\.draft).joined(separator: " "), other.stars ?? 0,
        other.prefers?.rawValue ?? "", other.note
      )
  }
}
