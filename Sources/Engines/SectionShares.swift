import Core

/// The passages of a plan shared out among its sections: each stands in one section only, the one
/// that it answers best, so that no section is left empty because an earlier one took everything.
struct SectionShares {
  /// What one section may say.
  struct Share {
    /// Its passages, best first.
    var own: [Passage] = []
    /// Where nothing is left: its best passage, and the section that tells it.
    var toldElsewhere: (passage: Passage, section: Int)?
  }

  private let shares: [Share]

  init(_ plan: DraftPlan) {
    let passages = Dictionary(plan.passages.map { ($0.marker, $0) }) { first, _ in first }
    let found = plan.sections.map { section in
      section.passages.compactMap { passages[$0] }.filter(\.isQuotable)
    }
    // By text, not by marker: two documents may say the same.
    var homes: [[String]: Int] = [:]
    let deepest = found.map(\.count).max() ?? 0
    for rank in 0..<deepest {
      for (section, list) in found.enumerated() where list.indices.contains(rank) {
        if homes[list[rank].words] == nil { homes[list[rank].words] = section }
      }
    }
    shares = found.enumerated().map { section, list in
      var seen: Set<[String]> = []
      var share = Share()
      share.own = list.filter { homes[$0.words] == section && seen.insert($0.words).inserted }
      if share.own.isEmpty, let best = list.first, let home = homes[best.words] {
        share.toldElsewhere = (best, home)
      }
      return share
    }
  }

  subscript(section: Int) -> Share { shares[section] }
}
