import Core

/// The passages of a plan shared out among its sections: each belongs to the section that it answers
/// best, so that no section is left empty because an earlier one took everything.
struct SectionShares {
  /// The passages found for each section, best first.
  let found: [[Passage]]
  /// Of these, the ones that belong to the section, best first.
  let own: [[Passage]]

  init(_ plan: DraftPlan) {
    let passages = Dictionary(plan.passages.map { ($0.marker, $0) }) { first, _ in first }
    let found = plan.sections.map { section in
      section.passages.compactMap { passages[$0] }.filter(\.isQuotable)
    }
    // By words, not by marker: two documents may say the same. A procedure stays together.
    let key = { (passage: Passage) in passage.procedure.map { [$0] } ?? passage.words }
    var homes: [[String]: Int] = [:]
    for rank in 0..<(found.map(\.count).max() ?? 0) {
      for (section, list) in found.enumerated() where list.indices.contains(rank) {
        if homes[key(list[rank])] == nil { homes[key(list[rank])] = section }
      }
    }
    own = found.enumerated().map { section, list in
      var seen: Set<[String]> = []
      return list.filter { homes[key($0)] == section && seen.insert($0.words).inserted }
    }
    self.found = found
  }
}
