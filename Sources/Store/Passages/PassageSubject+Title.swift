import Core

/// How a title is read.
extension PassageSubject {
  /// What the title is about, by its words as they are written.
  static func groups(of title: String) -> [[String]] {
    var groups: [[String]] = [[]]
    for written in title.split(whereSeparator: \.isWhitespace) {
      let word = written.lowercased()
      if word == "and" || word == "or" || word == "&" {
        groups.append([])
        continue
      }
      let isEnd = [",", ";", ":"].contains { written.hasSuffix($0) }
      if !ContentWords.of(word).isEmpty { groups[groups.count - 1].append(String(written)) }
      if isEnd { groups.append([]) }
    }
    let telling = groups.map { $0.filter { !general.contains($0.lowercased()) } }
      .filter { !$0.isEmpty }
    return telling.isEmpty ? groups.filter { !$0.isEmpty } : telling
  }

  /// The name that a title consists of (`GOV.UK Design System`), where the documents use it; they may
  /// leave its first words out.
  static func name(_ title: String, in entries: [PassageIndex.Entry]) -> SubjectTerm? {
    let words = title.split(whereSeparator: \.isWhitespace).map(String.init)
      .filter { !general.contains($0.lowercased()) }
    let isName = words.count > 1 || words.contains { $0.dropFirst().contains(where: \.isUppercase) }
    guard isName, words.allSatisfy({ $0.first?.isUppercase == true }) else { return nil }
    var forms: [[String]] = []
    for start in words.indices {
      let rest = words[start...]
      let isShort = rest.count == 1 && rest.allSatisfy { $0.allSatisfy(\.isUppercase) }
      if start == 0 || rest.count > 1 || isShort {
        forms.append(rest.flatMap(ContentWords.words).map(WordStem.of))
      }
    }
    forms += words.last.map { longForms(of: $0, in: entries) } ?? []
    let term = SubjectTerm(forms: forms, weight: 1, isName: true)
    let isUsed = entries.lazy.filter { term.standing(in: $0.headings + $0.train) > 0 }
    return isUsed.prefix(3).count == 3 ? term : nil
  }

  /// What an abbreviation stands for, where the document that opens the set is called by it.
  static func longForms(of word: String, in entries: [PassageIndex.Entry]) -> [[String]] {
    let parts = word.split { !$0.isLetter && !$0.isNumber }
    guard let short = parts.last.flatMap({ Abbreviation($0) }) else { return [] }
    var forms: [[String]] = []
    for entry in entries where entry.opensSet {
      for long in short.longForms(in: ContentWords.words(of: entry.excerpt.headings.first ?? "")) {
        let form = (parts.dropLast().map { $0.lowercased() } + long).map(WordStem.of)
        if !forms.contains(form) { forms.append(form) }
      }
    }
    return forms
  }

  /// Words that say what a text does, or what kind of text it is, and not about what it is.
  private static let general: Set<String> = [
    "use", "using", "choose", "choosing", "pick", "get", "getting", "start", "started", "make",
    "making", "well", "better", "best", "good", "new", "first", "guide", "docs", "documentation",
    "handbook", "manual", "help", "article", "introduction", "overview", "guidelines", "guidance",
    "write", "writing", "learn", "understand", "understanding", "page", "set", "work", "working",
  ]

  static let generalStems = Set(
    (general.union([
      "find", "say", "reader", "newcomer", "people", "somebody", "everybody", "opens",
    ]))
    .map(WordStem.of))
}
