public import Core
import GRDB

/// The excerpts of a design set, searched by full text: SQLite's FTS5, ranked by BM25
/// (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
public struct PassageIndex: Sendable {
  private let database: DatabaseQueue
  /// What a search finds: an excerpt, or one item of a divisible one.
  private let entries: [Entry]
  private let rarity: Rarity

  /// One row of the index.
  struct Entry: Sendable {
    var number: Int
    var item: Int?
    var excerpt: Excerpt
    /// Whether it stands in the document that opens the whole set.
    var opensSet = false
    /// Its place among the paragraphs that introduce its document, from 0; `nil` where it does not.
    var introduction: Int?
    /// What is quoted, as words, node by node.
    let train: [WordTrain]
    /// How many of these nodes lead in to the others.
    let leads: Int
    /// The name of its document's file, without the ending.
    let name: String
    /// Its document's title and name, as words.
    let document: [WordTrain]
    /// These, and the headings above it.
    let headings: [WordTrain]

    init(number: Int, item: Int?, excerpt: Excerpt) {
      (self.number, self.item, self.excerpt) = (number, item, excerpt)
      train = Self.nodes(of: excerpt, item: item).map { WordTrain($0.text) }
      leads = excerpt.lead.count { $0.kind != .tableRow }
      let name = Self.path(of: excerpt).stem.split(separator: "/").last ?? ""
      self.name = String(name.map { $0 == "-" ? " " : $0 })
      document = [excerpt.headings.first ?? "", self.name]
        .map { WordTrain($0) }
      headings = document + excerpt.headings.dropFirst().map { WordTrain($0) }
    }
  }

  /// Indexes what can be quoted of nodes: its text, and with less weight the headings above it, the
  /// document's name, and what it is (steps, a question).
  ///
  /// FTS5's own stems find as much as may answer; where one word has to be another's form, `WordStem`
  /// decides, which takes fewer for kin.
  public init(nodes: [DesignNode]) throws {
    let entries = Self.entries(of: ExcerptReader.excerpts(of: nodes), in: nodes)
    self.entries = entries
    rarity = Rarity(entries)
    database = try DatabaseQueue()
    try database.write { db in
      try db.execute(
        sql: """
          CREATE VIRTUAL TABLE passage
          USING fts5(body, trail, document, form, tokenize = 'porter unicode61')
          """)
      let insert = try db.makeStatement(
        sql: "INSERT INTO passage(rowid, body, trail, document, form) VALUES (?, ?, ?, ?, ?)")
      for (index, entry) in entries.enumerated() {
        try insert.execute(arguments: [
          index + 1, entry.body, entry.excerpt.headings.joined(separator: " "),
          ContentWords.words(of: Entry.path(of: entry.excerpt).stem).joined(separator: " "),
          entry.kindWords,
        ])
      }
    }
  }

  /// The excerpts that answer a query, best first; equal ones in the order of the documents.
  ///
  /// What does not answer is not found, even where nothing else is: an excerpt has to reach a share
  /// of the best one's score, to hit two words of the query at the least, and one of them where it
  /// tells (the section's heading, the headings above the excerpt) or a third.
  ///
  /// - Parameters:
  ///   - query: words as they come; none of them is read as search syntax.
  ///   - limit: the most that are found.
  /// - Returns: none where nothing answers.
  /// - Throws: the database's error where the index cannot be read.
  public func search(_ query: PassageQuery, limit: Int) throws -> [FoundExcerpt] {
    let terms = QueryTerms(query)
    guard !terms.asked.isEmpty, limit > 0 else { return [] }
    var ranking = PassageRanking(
      terms, about: PassageSubject(query, in: entries, rarity), for: ReaderVoice(query),
      entries: entries)
    try database.read { db in
      let select = try db.makeStatement(
        sql: "SELECT rowid, bm25(passage, 1.0, 0.7, 0.5, 1.5) FROM passage WHERE passage MATCH ?")
      let rows = { (expression: String) in
        try Row.fetchAll(select, arguments: [expression]).map { row in
          PassageRanking.Hit(entry: (row[0] as Int) - 1, score: -(row[1] as Double))
        }
      }
      for (index, term) in terms.asked.enumerated() {
        ranking.add(try rows(term.expression), of: index)
        ranking.mark(try rows("{trail form} : \(term.expression)"))
      }
    }
    ranking.addIntroductions()
    return ranking.best(limit)
  }

  /// What a search may find, in the order of the documents.
  private static func entries(of excerpts: [Excerpt], in nodes: [DesignNode]) -> [Entry] {
    let shallowest = nodes.map { $0.document.count { $0 == "/" } }.min() ?? 0
    var introductions: [String: Int] = [:]
    return excerpts.enumerated().flatMap { number, excerpt in
      let items: [Int?] = excerpt.isDivisible ? excerpt.items.indices.map { $0 } : [nil]
      return items.map { item in
        var entry = Entry(number: number, item: item, excerpt: excerpt)
        let document = Entry.path(of: excerpt)
        entry.opensSet =
          document.count { $0 == "/" } == shallowest
          && openings.contains(ContentWords.words(of: document.stem).last ?? "")
        let known = introductions[document] ?? 0
        if entry.canIntroduce, entry.opensSet || known == 0 {
          entry.introduction = known
          introductions[document] = known + 1
        }
        return entry
      }
    }
  }

  /// How the document is called that opens a set.
  private static let openings: Set<String> = [
    "index", "readme", "overview", "introduction", "about",
  ]
}

extension PassageIndex.Entry {
  /// Whether it could say what the document is about: prose before the first heading, and no fragment.
  fileprivate var canIntroduce: Bool {
    excerpt.form == .prose && excerpt.headings.count == 1
      && ContentWords.words(of: body).count >= 8 && !body.hasSuffix("?")
  }

  /// Whether it says a phrase: in its headings, its lead, or, of a list or a table, in half of it.
  func says(_ phrase: [String]) -> Bool {
    if kindStems.contains(phrase) || headings.contains(where: { $0.says(phrase) }) { return true }
    let said = train.map { $0.says(phrase) }
    guard item == nil, excerpt.form != .prose, excerpt.form != .answer, excerpt.form != .steps
    else {
      return said.contains(true)
    }
    let items = said.dropFirst(leads)
    return said.prefix(leads).contains(true) || items.count { $0 } * 2 >= max(1, items.count)
  }

  private var kindStems: [[String]] {
    ContentWords.words(of: kindWords).map { [WordStem.of($0)] }
  }

  fileprivate static func path(of excerpt: Excerpt) -> String {
    excerpt.items.first?.first?.node.document ?? ""
  }

  /// What is quoted, with what leads in to it.
  fileprivate static func nodes(of excerpt: Excerpt, item: Int?) -> [DesignNode] {
    let items = item.map { [excerpt.items[$0]] } ?? excerpt.items
    return excerpt.lead.filter { $0.kind != .tableRow } + items.joined().map(\.node)
  }

  var body: String {
    Self.nodes(of: excerpt, item: item).map(\.text).joined(separator: " ")
  }

  /// What it is, in words that a query may ask for.
  fileprivate var kindWords: String {
    let role = excerpt.items.first?.first?.node.role ?? ""
    return switch excerpt.form {
    case .steps: "steps procedure"
    case .answer: "question"
    case .table: "table"
    case .prose: role
    case .list, .numbered, .terms: ""
    }
  }
}

extension String {
  /// A path without the name's ending.
  fileprivate var stem: String {
    guard let dot = lastIndex(of: "."), !self[dot...].contains("/") else { return self }
    return String(self[..<dot])
  }
}
