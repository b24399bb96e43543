import Core

/// What a piece is about, by its brief: what every passage of its drafts has to be about as well.
///
/// The title says it; its goal and its request say which of the title's words matter. A title that
/// joins two subjects (`Colours and contrast`) is about either.
struct PassageSubject {
  /// The subjects that the title joins, each by its words; none where the brief says nothing.
  private let groups: [[SubjectTerm]]
  /// The other words of the brief that the documents know, with their rarity.
  private let hints: [String: Double]
  private let hasTitle: Bool
  /// Whether most of the documents are about the subject, so that all that they say is.
  private(set) var isOfSet = false

  /// How much of the subject an excerpt has to speak of.
  static let least = 0.5
  /// What the rest of the brief adds, where an excerpt speaks of that as well.
  private static let hint = 0.12
  /// How much of the subject a document's title has to name for the document to introduce it.
  private static let introduced = 0.4
  /// The share of the subject that the name of a document has to have for it to be about it in part.
  private static let named = 0.4
  /// What an excerpt of such a document has of the subject without naming it.
  private static let inherited = 0.6

  init(_ query: PassageQuery, in entries: [PassageIndex.Entry], _ rarity: Rarity) {
    let goal = Set(ContentWords.of(query.goal).map(WordStem.of))
    let request = Set(ContentWords.of(query.request).map(WordStem.of))
    var hints: [String: Double] = [:]
    for stem in goal.union(request) where !Self.generalStems.contains(stem) {
      hints[stem] = rarity.of([[stem]])
    }
    self.hints = hints
    if let name = Self.name(query.title, in: entries) {
      (groups, hasTitle) = ([[name]], true)
      isOfSet = isMost(of: entries)
      return
    }
    var groups = Self.groups(of: query.title).map { written in
      written.map { word -> SubjectTerm in
        let parts = ContentWords.words(of: word).map(WordStem.of)
        let known = Set(parts)
        let said =
          3 + (known.isDisjoint(with: goal) ? 0 : 1) + (known.isDisjoint(with: request) ? 0 : 0.5)
        let forms = [parts] + Self.longForms(of: word, in: entries)
        return SubjectTerm(forms: forms, weight: said * (rarity.of(forms) ?? 0))
      }
    }
    hasTitle = !groups.isEmpty
    for index in groups.indices {
      let found = groups[index].map(\.weight).filter { $0 > 0 }
      guard !found.isEmpty else { continue }
      // A word that the documents do not know may be one that they say otherwise.
      let mean = found.reduce(0, +) / Double(found.count)
      for word in groups[index].indices where groups[index][word].weight == 0 {
        groups[index][word].weight = mean
      }
    }
    self.groups = groups.filter { $0.contains { $0.weight > 0 } }
    isOfSet = isMost(of: entries)
  }

  /// Whether most documents are called by the subject, in part at the least.
  private func isMost(of entries: [PassageIndex.Entry]) -> Bool {
    var documents: [[WordTrain]: Bool] = [:]
    for entry in entries where documents[entry.document] == nil {
      documents[entry.document] = salience(ofDocument: entry) >= Self.named
    }
    return documents.values.count { $0 } * 2 > documents.count
  }

  /// How far an excerpt is about the subject, from 0 to 1; 1 for all where no brief says what it is.
  func salience(of entry: PassageIndex.Entry) -> Double {
    guard hasTitle else { return 1 }
    let said = coverage { term in
      max(term.standing(in: entry.headings), term.standing(in: entry))
    }
    let about = min(1, said + Self.hint * hinted(entry))
    return isOfSet || salience(ofDocument: entry) >= Self.named ? max(about, Self.inherited) : about
  }

  /// How far an excerpt's document is about the subject, by what it is called.
  func salience(ofDocument entry: PassageIndex.Entry) -> Double {
    guard hasTitle else { return 1 }
    return coverage { $0.standing(in: entry.document) }
  }

  /// Whether an excerpt's document introduces the subject: it is called by it, and by little else.
  func isIntroduced(byDocumentOf entry: PassageIndex.Entry) -> Bool {
    guard salience(ofDocument: entry) >= Self.introduced else { return false }
    guard groups.first?.first?.isName == true, !entry.opensSet else { return true }
    let words = entry.excerpt.headings.first.map(ContentWords.of)?.map(WordStem.of) ?? []
    let known = Set(groups.joined().flatMap { $0.forms.joined() })
    return words.count { !known.contains($0) } <= 1
  }

  /// Whether an excerpt begins by saying what the subject is or does.
  func isDefined(by entry: PassageIndex.Entry) -> Bool {
    guard hasTitle, entry.excerpt.form == .prose, let first = entry.train.first?.sentences.first
    else { return false }
    guard
      let verb = first.prefix(12).firstIndex(where: { word in
        word.parts.count == 1 && Self.verbs.contains(word.parts[0])
      })
    else { return false }
    let words = Array(first[..<verb])
    // The `Design System team` is a team.
    guard let end = words.indices.last(where: isNamed(words)) else { return false }
    guard words[(end + 1)...].first?.isGrammar != false else { return false }
    return coverage { $0.standing(in: [WordTrain(words: words)]) } >= 0.6
  }

  /// Tells where in a sentence a word of the subject stands.
  private func isNamed(_ words: [WordTrain.Word]) -> (Int) -> Bool {
    let known = Set(groups.joined().flatMap { $0.forms.joined() })
    return { place in words[place].parts.allSatisfy(known.contains) }
  }

  /// The share of the other words of the brief that it has, a rare one counting more; what has a
  /// third of them has enough.
  private func hinted(_ entry: PassageIndex.Entry) -> Double {
    let all = hints.values.reduce(0, +)
    guard all > 0 else { return 0 }
    let said = Set(entry.train.flatMap { $0.sentences.joined().flatMap(\.parts) })
    return min(1, 3 * hints.filter { said.contains($0.key) }.values.reduce(0, +) / all)
  }

  private func coverage(_ standing: (SubjectTerm) -> Double) -> Double {
    groups.map { terms in
      let all = terms.map(\.weight).reduce(0, +)
      return terms.map { $0.weight * standing($0) }.reduce(0, +) / all
    }.max() ?? 0
  }

  private static let verbs: Set<String> = Set(
    [
      "is", "are", "means", "lets", "helps", "provides", "contains", "describes", "explains",
      "allows", "consists",
    ].map(WordStem.of))
}
