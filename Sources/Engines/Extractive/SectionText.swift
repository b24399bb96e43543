import Core

/// A section's quotations as Markdown (GitHub Flavored Markdown 0.29), word for word, each block with
/// its citation.
///
/// What comes from one place of a document stands together, in the document's order; its heading comes
/// with it where the text alone would not say what it is about.
struct SectionText {
  /// What is quoted from under one heading of one document.
  private struct Group {
    var document: String
    var headings: [String]
    var quotations: [Quotation]
  }

  private let section: DraftPlan.Section
  private let title: String
  private let groups: [Group]

  init(_ quotations: [Quotation], of section: DraftPlan.Section, title: String) {
    self.section = section
    self.title = title
    var groups: [Group] = []
    for quotation in quotations {
      let document = quotation.passages.first?.source.document ?? ""
      let headings = quotation.place.headings
      if let known = groups.firstIndex(where: {
        $0.document == document && $0.headings == headings
      }) {
        groups[known].quotations.append(quotation)
      } else {
        groups.append(Group(document: document, headings: headings, quotations: [quotation]))
      }
    }
    self.groups = groups
  }

  var markdown: String {
    var plain: [String] = []
    var headed: [String] = []
    for group in groups {
      let heading = heading(of: group)
      var blocks = heading.map { ["### \(MarkdownText.escaped($0))"] } ?? []
      blocks += ExcerptText.inDocumentOrder(group.quotations).flatMap(\.blocks)
      // What has no heading must not stand below one that is not its own.
      if blocks.first?.hasPrefix("### ") == true { headed += blocks } else { plain += blocks }
    }
    return (plain + headed).joined(separator: "\n\n")
  }

  /// The heading that a group needs; `nil` where its text says what it is about.
  private func heading(of group: Group) -> String? {
    guard let first = group.quotations.min(by: { $0.order < $1.order }) else { return nil }
    guard let heading = name(of: group), heading != title, !isOwn(heading) else { return nil }
    let opening: [Passage]
    switch first.place.form {
    case .answer: return nil
    case .steps, .table: return heading
    case .list, .numbered, .terms: opening = first.lead
    case .prose: opening = first.passages
    }
    // Where the words begin with the subject, they need no heading to name it.
    let said = opening.prefix(1).flatMap { ContentWords.words(of: $0.text).prefix(Self.opening) }
    let words = ContentWords.of(heading)
    let known = titleWords(in: heading)
    let isSaid =
      words.count { said.containsKin(of: $0) || known.containsKin(of: $0) } * 2 > words.count
    return isSaid ? nil : heading
  }

  /// How many words at its beginning say what a text is about.
  private static let opening = 12

  /// The words of the piece's title, and what its abbreviations stand for.
  private func titleWords(in heading: String) -> [String] {
    let words = ContentWords.words(of: heading)
    let shorts = title.split(whereSeparator: \.isWhitespace).compactMap { Abbreviation($0) }
    let long = shorts.flatMap { $0.longForms(in: words).first ?? [] }
    return ContentWords.of(title) + long
  }

  /// The headings that a group needs: the nearest that says more than the section's own, and with it
  /// the document's where that is not what the piece is about.
  private func name(of group: Group) -> String? {
    let near = group.headings.last { !$0.isEmpty }
    guard let near, group.headings.count > 1, let subject = group.headings.first, !subject.isEmpty
    else { return near }
    if isOwn(near) || isAsked(near) { return subject }
    // `General guidelines` says nothing without what they are for.
    let isNear = ContentWords.of(subject).allSatisfy(ContentWords.of(near).containsKin)
    let known = titleWords(in: subject)
    let isKnown = ContentWords.of(subject).contains { $0.count > 3 && known.containsKin(of: $0) }
    return isNear || isKnown ? near : "\(subject): \(near)"
  }

  private func isOwn(_ heading: String) -> Bool {
    ContentWords.words(of: heading) == ContentWords.words(of: section.heading)
  }

  /// Whether a heading says what is asked for (`When to use`), and not about what.
  private func isAsked(_ heading: String) -> Bool {
    let pairs = { (text: String) in
      let words = ContentWords.words(of: text)
      return Set(zip(words, words.dropFirst()).map { [$0, $1] })
    }
    return !pairs(heading).isDisjoint(with: pairs(section.heading).union(pairs(section.ask)))
  }
}

extension Quotation {
  /// Its place in its document.
  var order: [Int] { [passages.first?.source.line ?? 0, place.item ?? 0] }
}

extension [Int] {
  fileprivate static func < (one: [Int], other: [Int]) -> Bool {
    one.lexicographicallyPrecedes(other)
  }
}

extension [String] {
  /// Whether a form of a word is among them.
  fileprivate func containsKin(of word: String) -> Bool {
    let stem = WordStem.of(word)
    return contains { WordStem.of($0) == stem }
  }
}
