import Core

/// How a draft's passages are chosen: what makes one candidate differ from the next.
enum Composer: Hashable {
  /// The best quotations, up to the wanted length.
  case standard
  /// The best one of each section: the shortest text that answers.
  case short
  /// What the standard draft leaves out, wherever there is a choice.
  case other
  /// As many as fit nearly twice the wanted length: for an editor who would rather cut.
  case full
  /// The standard choice without its first quotations, where more candidates are asked for than ways
  /// exist.
  case shifted(by: Int)

  /// A draft, with the markers of the passages that it quotes.
  struct Draft {
    /// In Markdown, each block with its citation; no passage stands in it twice.
    var content: String
    var quoted: Set<String>
  }

  func compose(_ plan: DraftPlan) -> Draft {
    let shares = SectionShares(plan)
    var choice = PassageChoice()
    for index in plan.sections.indices {
      choice.fill(index, from: offered(index, of: shares, plan), upTo: length(plan.sections[index]))
    }
    // A section whose passages all belong to others takes what these left untold.
    for index in plan.sections.indices where choice[index].isEmpty {
      choice.fill(index, from: shares.found[index], upTo: length(plan.sections[index]))
    }
    var blocks = ["# \(MarkdownText.escaped(plan.title))"]
    for (index, section) in plan.sections.enumerated() {
      blocks.append("## \(MarkdownText.escaped(section.heading))")
      if !choice[index].isEmpty {
        blocks.append(SectionText(choice[index], of: section, title: plan.title).markdown)
      } else if let best = shares.found[index].first, let other = choice.home(of: best) {
        let heading = MarkdownText.escaped(plan.sections[other].heading)
        let citation = best.passages.prefix(1).map { "[\($0.marker)]" }.joined()
        blocks.append("See “\(heading)”. \(citation)")
      } else {
        blocks.append(DraftPlan.nothingFound)
      }
    }
    return Draft(content: blocks.joined(separator: "\n\n") + "\n", quoted: choice.markers)
  }

  /// The words that a section may have.
  private func length(_ section: DraftPlan.Section) -> Int {
    switch self {
    case .standard, .other, .shifted: section.words
    // One quotation fills it.
    case .short: 1
    case .full: section.words * 9 / 5
    }
  }

  /// The quotations that a section chooses from, best first.
  private func offered(_ index: Int, of shares: SectionShares, _ plan: DraftPlan) -> [Quotation] {
    let own = shares.own[index]
    let rest: [Quotation]
    switch self {
    case .standard, .short, .full: return own
    case .other:
      var standard = PassageChoice()
      standard.fill(0, from: own, upTo: plan.sections[index].words)
      rest = own.filter { quotation in !standard[0].contains { $0.name == quotation.name } }
    case .shifted(let count): rest = Array(own.dropFirst(count))
    }
    return rest.isEmpty ? own : rest
  }
}
