public import Core
import GRDB

/// The passages of a design set, searched by full text: SQLite's FTS5, ranked by BM25
/// (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
public struct PassageIndex: Sendable {
  private let database: DatabaseQueue
  private let nodes: [DesignNode]
  /// The steps of each procedure, in order.
  private let procedures: [String: [DesignNode]]

  /// Indexes nodes: their text, and with less weight the headings above it.
  public init(nodes: [DesignNode]) throws {
    self.nodes = nodes
    procedures = Dictionary(grouping: nodes.filter { $0.procedure != nil }) { $0.procedure ?? "" }
    database = try DatabaseQueue()
    try database.write { db in
      try db.execute(
        sql: """
          CREATE VIRTUAL TABLE passage USING fts5(body, trail, tokenize = 'porter unicode61')
          """)
      let insert = try db.makeStatement(
        sql: "INSERT INTO passage(rowid, body, trail) VALUES (?, ?, ?)")
      for (index, node) in nodes.enumerated() {
        try insert.execute(
          arguments: [index + 1, node.text, node.section.joined(separator: " ")])
      }
    }
  }

  /// The nodes that answer a query best, best first; equal ones in the order of the documents. A step
  /// brings all steps of its procedure: half of one helps nobody.
  ///
  /// - Parameter query: words as they come; none of them is read as search syntax.
  public func search(_ query: String, limit: Int) throws -> [DesignNode] {
    let words = Self.words(of: query)
    guard !words.isEmpty else { return [] }
    let expression = words.map { "\"\($0)\"" }.joined(separator: " OR ")
    let rows = try database.read { db in
      try Int.fetchAll(
        db,
        sql: """
          SELECT rowid FROM passage WHERE passage MATCH ?
          ORDER BY bm25(passage, 1.0, 0.6), rowid LIMIT ?
          """,
        arguments: [expression, limit])
    }
    var seen: Set<String> = []
    return rows.filter { nodes.indices.contains($0 - 1) }.map { nodes[$0 - 1] }
      .flatMap { node in node.procedure.flatMap { procedures[$0] } ?? [node] }
      .filter { seen.insert($0.id).inserted }
  }

  /// The words of a query that say something, each once, in order.
  private static func words(of query: String) -> [String] {
    var seen: Set<String> = []
    return query.lowercased()
      .split { !$0.isLetter && !$0.isNumber }
      .map(String.init)
      .filter { $0.count > 1 && !stopWords.contains($0) && seen.insert($0).inserted }
  }

  private static let stopWords: Set<String> = [
    "about", "after", "all", "an", "and", "any", "are", "as", "at", "be", "before", "but", "by",
    "can", "do", "does", "for", "from", "has", "have", "how", "if", "in", "into", "is", "it", "its",
    "not", "of", "on", "or", "so", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "to", "was", "what", "when", "where", "which", "who", "why", "will", "with", "you",
    "your",
  ]
}
