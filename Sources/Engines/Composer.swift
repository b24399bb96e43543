import Core

/// How a draft's passages are chosen: what makes one candidate differ from the next.
enum Composer: Hashable {
  /// The best passages, in the order they were found, up to the wanted length.
  case ranked
  /// The best passages that repeat one another least: maximal marginal relevance (Carbonell and
  /// Goldstein, SIGIR 1998).
  case diverse
  /// The fewest that answer: one or two passages a section.
  case brief
  /// The ranking without its first passages, where more candidates are asked for than ways exist.
  case shifted(by: Int)

  /// A draft in Markdown, each block with its citation.
  func compose(_ plan: DraftPlan) -> String {
    let passages = Dictionary(plan.passages.map { ($0.marker, $0) }) { first, _ in first }
    var used: Set<String> = []
    var text = "# \(plan.title)\n"
    for section in plan.sections {
      text += "\n## \(section.heading)\n\n"
      let found = section.passages.compactMap { passages[$0] }.filter { !used.contains($0.marker) }
      let chosen = choose(found, words: section.words)
      used.formUnion(chosen.map(\.marker))
      text += chosen.isEmpty ? "\(ExtractiveEngine.nothingFound)\n" : Composer.markdown(chosen)
    }
    return text
  }

  private func choose(_ found: [Passage], words: Int) -> [Passage] {
    switch self {
    case .ranked: return Composer.filling(words, from: found)
    case .diverse: return Composer.filling(words, from: Composer.diversified(found))
    case .brief: return Array(found.prefix(found.first?.isShort == true ? 2 : 1))
    case .shifted(let count):
      let rest = Array(found.dropFirst(count))
      return Composer.filling(words, from: rest.isEmpty ? found : rest)
    }
  }

  /// As many as fit the wanted length, one at the least.
  private static func filling(_ words: Int, from passages: [Passage]) -> [Passage] {
    var chosen: [Passage] = []
    var length = 0
    for passage in passages {
      let count = passage.words.count
      if !chosen.isEmpty, length + count > words + words / 4 { continue }
      chosen.append(passage)
      length += count
      if length >= words { break }
    }
    return chosen
  }

  /// Reorders passages: rank counts 0.7, likeness to those before 0.3.
  private static func diversified(_ passages: [Passage]) -> [Passage] {
    var rest = Array(passages.enumerated())
    var ordered: [Passage] = []
    while !rest.isEmpty {
      let scored = rest.map { rank, passage in
        let likeness = ordered.map { overlap($0, passage) }.max() ?? 0
        return 0.7 / Double(rank + 1) - 0.3 * likeness
      }
      let best = scored.indices.max { (scored[$0], -$0) < (scored[$1], -$1) } ?? 0
      ordered.append(rest.remove(at: best).element)
    }
    return ordered
  }

  /// The Jaccard index of two passages' words.
  private static func overlap(_ left: Passage, _ right: Passage) -> Double {
    let (one, other) = (Set(left.words), Set(right.words))
    let union = one.union(other).count
    return union == 0 ? 0 : Double(one.intersection(other).count) / Double(union)
  }

  /// Sentences first as paragraphs, then items; steps keep their order in the document.
  private static func markdown(_ passages: [Passage]) -> String {
    let prose = passages.filter { !$0.isItem }
    let items = passages.filter(\.isItem).sorted {
      ($0.source.document, $0.source.line) < ($1.source.document, $1.source.line)
    }
    var text = prose.map { "\($0.safeText) [\($0.marker)]\n" }.joined(separator: "\n")
    if !items.isEmpty {
      if !text.isEmpty { text += "\n" }
      let areSteps = items.allSatisfy { $0.kind == .step }
      for (index, item) in items.enumerated() {
        text += "\(areSteps ? "\(index + 1)." : "-") \(item.safeText) [\(item.marker)]\n"
      }
    }
    return text
  }
}

extension Passage {
  fileprivate var words: [Substring] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }[...].map { Substring($0) }
  }

  fileprivate var isShort: Bool { words.count < 30 }

  fileprivate var isItem: Bool { [.listItem, .step, .tableRow].contains(kind) }

  /// The text with what Markdown would read as markup escaped: a quotation stays as it was.
  fileprivate var safeText: String {
    var safe = ""
    for character in text {
      if "\\`*_[]<>#|~".contains(character) { safe.append("\\") }
      safe.append(character)
    }
    return safe
  }
}
