import FoundationEssentials
import GRDB

/// `.colophon/index.sqlite`: a table of what was made of each piece.
struct IndexDatabase: Sendable {
  private let cache: CacheDatabase

  init(desk: Desk, format: String) {
    cache = CacheDatabase(
      desk: desk, name: "index", layout: 1, format: format,
      tables: """
        CREATE TABLE piece (
          id TEXT PRIMARY KEY, stamp TEXT NOT NULL, newest INTEGER NOT NULL,
          written INTEGER NOT NULL, summary BLOB NOT NULL) WITHOUT ROWID
        """, tableNames: ["piece"])
  }

  /// What is kept of a piece.
  struct Row: Sendable {
    /// The stamp of the files it was made of.
    var stamp: String
    /// The newest change among these files, and when the row was made: nanoseconds since 1970.
    var newest: Int64
    var writtenAt: Int64
    var summary: Data
  }

  /// All rows by the piece's id; `nil` where there is no index to be had.
  func rows() -> [String: Row]? {
    cache.read([:]) { db in
      let rows = try GRDB.Row.fetchAll(
        db, sql: "SELECT id, stamp, newest, written, summary FROM piece")
      return try Dictionary(
        rows.map { row in
          let id = try row.decode(String.self, atIndex: 0)
          return (
            id,
            Row(
              stamp: try row.decode(String.self, atIndex: 1),
              newest: try row.decode(Int64.self, atIndex: 2),
              writtenAt: try row.decode(Int64.self, atIndex: 3),
              summary: try row.decode(Data.self, atIndex: 4))
          )
        }
      ) { first, _ in first }
    }
  }

  /// Puts rows in, and takes out those of pieces that are gone.
  func write(_ rows: [String: Row], removing gone: Set<String>) {
    cache.write { db in
      for id in gone { try db.execute(sql: "DELETE FROM piece WHERE id = ?", arguments: [id]) }
      for (id, row) in rows {
        try db.execute(
          sql: "INSERT OR REPLACE INTO piece VALUES (?, ?, ?, ?, ?)",
          arguments: [id, row.stamp, row.newest, row.writtenAt, row.summary])
      }
    }
  }
}
