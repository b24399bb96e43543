import Core

/// How a draft's passages are chosen: what makes one candidate differ from the next.
enum Composer: Hashable {
  /// The best passages, in the order they were found, up to the wanted length.
  case ranked
  /// The best passages that repeat one another least, up to three quarters of the wanted length:
  /// maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).
  case diverse
  /// The fewest that answer: the best passage of each section, or its steps.
  case brief
  /// The ranking without its first passages, where more candidates are asked for than ways exist.
  case shifted(by: Int)

  /// A draft, with the markers of the passages that it quotes.
  struct Draft {
    /// In Markdown, each block with its citation; no passage stands in it twice.
    var content: String
    var quoted: Set<String>
  }

  func compose(_ plan: DraftPlan) -> Draft {
    let shares = SectionShares(plan)
    var chosen = zip(plan.sections, shares.own).map { choose($1, words: $0.words) }
    var told: [[String]: Int] = [:]
    for (index, passages) in chosen.enumerated() {
      for passage in passages { told[passage.words] = index }
    }
    // A section whose passages all belong to others takes what these left untold.
    for index in chosen.indices where chosen[index].isEmpty {
      let untold = shares.found[index].filter { told[$0.words] == nil }
      chosen[index] = choose(untold, words: plan.sections[index].words)
      for passage in chosen[index] { told[passage.words] = index }
    }
    var blocks = ["# \(MarkdownText.escaped(plan.title))"]
    for (index, section) in plan.sections.enumerated() {
      blocks.append("## \(MarkdownText.escaped(section.heading))")
      if !chosen[index].isEmpty {
        blocks.append(MarkdownText(chosen[index]).markdown)
      } else if let best = shares.found[index].first, let other = told[best.words] {
        let heading = MarkdownText.escaped(plan.sections[other].heading)
        blocks.append("See “\(heading)”. [\(best.marker)]")
      } else {
        blocks.append(ExtractiveEngine.nothingFound)
      }
    }
    return Draft(
      content: blocks.joined(separator: "\n\n") + "\n",
      quoted: Set(chosen.joined().map(\.marker)))
  }

  private func choose(_ found: [Passage], words: Int) -> [Passage] {
    switch self {
    case .ranked: return Self.filling(words, from: found)
    case .diverse: return Self.filling(words * 3 / 4, from: Self.diversified(found))
    case .brief:
      let steps = found.filter { $0.kind == .step }
      return steps.isEmpty ? Array(found.prefix(1)) : Self.filling(words, from: steps)
    case .shifted(let count):
      let first = Set(found.prefix(count).compactMap(\.procedure))
      let rest = found.dropFirst(count).filter { step in
        step.procedure.map { !first.contains($0) } ?? true
      }
      return Self.filling(words, from: rest.isEmpty ? found : rest)
    }
  }

  /// As many as fit the wanted length, one at the least; a procedure whole or not at all.
  private static func filling(_ words: Int, from passages: [Passage]) -> [Passage] {
    var chosen: [Passage] = []
    var length = 0
    var seen: Set<String> = []
    for passage in passages {
      if let procedure = passage.procedure, !seen.insert(procedure).inserted { continue }
      let unit = passage.procedure.map { procedure in
        passages.filter { $0.procedure == procedure }
      }
      let together = unit ?? [passage]
      let count = together.reduce(0) { $0 + $1.words.count }
      if !chosen.isEmpty, length + count > words { continue }
      chosen += together
      length += count
      if length >= words { break }
    }
    return chosen
  }

  /// Reorders passages: rank counts 0.7, likeness to those before 0.3.
  private static func diversified(_ passages: [Passage]) -> [Passage] {
    var rest = passages.enumerated().map { (rank: $0, passage: $1) }
    var ordered: [Passage] = []
    while !rest.isEmpty {
      let scores = rest.map { rank, passage in
        0.7 / Double(rank + 1) - 0.3 * (ordered.map { $0.overlap(with: passage) }.max() ?? 0)
      }
      let best = scores.indices.max { (scores[$0], -$0) < (scores[$1], -$1) } ?? 0
      ordered.append(rest.remove(at: best).passage)
    }
    return ordered
  }
}
