import Core

/// Whether an excerpt speaks to the readers of a piece, or about them to somebody else: a design set
/// holds notes for those who make a thing beside what its users are told. Known for English.
struct ReaderVoice {
  /// What the readers are called, as stems.
  private let readers: Set<String>
  /// Whether the readers make things themselves, so that guidance for makers is for them.
  private let isForMakers: Bool
  /// Words that only texts about texts say, without those that the piece is about.
  private let wording: Set<String>
  /// Words over what is over and done with, and over news, without what the piece is about.
  private let records: Set<String>
  private let versions: Set<String>
  /// Whether the piece itself is to tell what is new.
  private let isNewsItself: Bool

  /// What is said about readers, or about how to word a text, counts for less than what is said to
  /// them.
  private static let aside = 0.4

  init(_ query: PassageQuery) {
    // `People in Riverside` are people.
    let common = query.audience.split(whereSeparator: \.isWhitespace).enumerated()
      .filter { $0.offset == 0 || $0.element.first?.isUppercase == false }.map(\.element)
    readers = Set(common.flatMap { ContentWords.of(String($0)) }.map(WordStem.of))
      .union(Self.users)
    let named = Set(ContentWords.of(query.audience + " " + query.title).map(WordStem.of))
    isForMakers = query.audience.isEmpty || !named.isDisjoint(with: Self.makers)
    let subject = Set(ContentWords.of(query.title).map(WordStem.of))
    let brief = subject.union(ContentWords.of(query.goal).map(WordStem.of))
    wording = Self.wording.subtracting(subject)
    records = Self.records.subtracting(brief)
    versions = Self.versions.subtracting(brief)
    isNewsItself = Self.tellsWhatIsNew(ContentWords.words(of: query.title).map(WordStem.of))
  }

  /// 1 for what is said to the readers, less for what is said about them, 0 for what is about the
  /// text and not its subject, or is news of a version.
  func fitness(of entry: PassageIndex.Entry) -> Double {
    if isNews(entry) { return 0 }
    if !entry.opensSet, entry.train.first?.isAboutItsDocument == true { return 0 }
    guard !isForMakers else { return 1 }
    if isHowToTreatReaders(entry) { return 0 }
    guard entry.excerpt.form != .steps, entry.excerpt.form != .answer else { return 1 }
    let words = entry.train.flatMap { $0.sentences.joined().flatMap(\.parts) }
    if words.contains(where: Self.address.contains) { return 1 }
    // Readers too are told of screens and buttons; whoever writes for them is told of little else.
    return words.count(where: wording.contains) >= 2 || isAboutReaders(entry) ? Self.aside : 1
  }

  /// Whether it stands in release notes, or in what is kept for the record, where the piece is about
  /// neither.
  private func isNews(_ entry: PassageIndex.Entry) -> Bool {
    entry.headings.contains { heading in
      let words = heading.sentences.joined().flatMap(\.parts)
      if !isNewsItself, Self.tellsWhatIsNew(words) { return true }
      return words.contains { $0.first?.isNumber == true }
        && words.contains(where: versions.contains)
    } || (entry.excerpt.headings + [entry.name]).contains(where: isOfRecords)
      || entry.excerpt.headings.contains(where: isArchive)
      || (versions.contains(Self.release) && entry.train.contains { $0.says(Self.notes) })
      || (versions.contains(Self.version) && entry.train.contains(where: isOfVersion))
  }

  private static func tellsWhatIsNew(_ words: [String]) -> Bool {
    words.starts(with: ["what", "new"]) || words.starts(with: ["what", "s", "new"])
  }

  /// Whether a heading, or the name of a document, says that what it is over holds no longer:
  /// `Archived: loans`. `Archive a message` is something to do.
  private func isOfRecords(_ heading: String) -> Bool {
    ContentWords.words(of: heading).contains { word in
      Self.states.contains(word) && records.contains(WordStem.of(word))
    }
  }

  /// Whether a heading is the name of a place for what is kept.
  private func isArchive(_ heading: String) -> Bool {
    ["archive", "archives"].contains(heading.lowercased())
      && records.contains(WordStem.of("archive"))
  }

  /// Whether it says since when: `As of version 3.0, ...`.
  private func isOfVersion(_ train: WordTrain) -> Bool {
    train.sentences.contains { sentence in
      let words = sentence.prefix(5).flatMap(\.parts)
      return words.starts(with: ["as", "of"])
        && words.contains { $0.first?.isNumber == true }
    }
  }

  /// Whether its heading says that it tells how to deal with readers: `How to greet a new member`.
  private func isHowToTreatReaders(_ entry: PassageIndex.Entry) -> Bool {
    entry.headings.dropFirst(2).contains { heading in
      let words = heading.sentences.joined().flatMap(\.parts)
      return words.starts(with: ["how", "to"]) && words.contains(where: readers.contains)
    }
  }

  /// Whether it speaks of a reader as of a third: `A new member sees ...`.
  private func isAboutReaders(_ entry: PassageIndex.Entry) -> Bool {
    entry.train.flatMap(\.sentences).contains { sentence in
      sentence.prefix(4).contains { $0.parts.count == 1 && readers.contains($0.parts[0]) }
    }
  }

  static func stems(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").map { WordStem.of(String($0)) })
  }

  private static let users = stems("user member customer")
  private static let makers = stems(
    "designer writer developer editor author engineer team content administrator maintainer "
      + "contributor")
  private static let address = stems("you your yours we us our")
  private static let wording = stems(
    "sentence word wording paragraph headline picture screen text say write list tone message label "
      + "button tested")
  private static let release = WordStem.of("release")
  private static let version = WordStem.of("version")
  private static let notes = ["release", "notes"].map(WordStem.of)
  /// Forms that say what became of a text.
  private static let states = [
    "archived", "deprecated", "obsolete", "retired", "superseded", "changelog", "changelogs",
  ]
  private static let records = Set((states + ["archive"]).map(WordStem.of))
  private static let versions = stems("release released version migrating upgrade changes")
}

extension WordTrain {
  /// Whether it begins by saying what its document is for: `This policy says ...`.
  fileprivate var isAboutItsDocument: Bool {
    guard let words = sentences.first?.prefix(2).flatMap(\.parts), words.count > 1 else {
      return false
    }
    return Self.pointing.contains(words[0]) && Self.documents.contains(words[1])
  }

  private static let pointing = ReaderVoice.stems("this these")
  private static let documents = ReaderVoice.stems(
    "policy page document guide handbook manual topic section article chapter")
}
