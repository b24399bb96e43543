import FoundationEssentials
import GRDB
import Glibc

/// `.colophon/index.sqlite`: a table of what was made of each piece. It is a cache: where it cannot
/// be had, all of it is done without.
struct IndexDatabase: Sendable {
  private let desk: Desk
  /// What the summaries depend on beside the pieces' files; rows of another format are not read.
  private let format: String
  private static let path = "\(Desk.cache)/index.sqlite"
  /// SQLite's own files beside the database. They go first: a journal left behind would be played
  /// into the next database of that name.
  private static let companions = ["-wal", "-shm", "-journal"]
  /// The layout of the tables, in `user_version`.
  private static let layout = 1

  init(desk: Desk, format: String) {
    self.desk = desk
    self.format = format
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
    attempt { database in
      try database.read { db in
        guard try isCurrent(db) else { return [:] }
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
  }

  /// Puts rows in, and takes out those of pieces that are gone. An index that cannot be written is
  /// passed over: no answer depends on it.
  func write(_ rows: [String: Row], removing gone: Set<String>) {
    _ = attempt { database in
      try database.write { db in
        if try !isCurrent(db) { try layOut(db) }
        for id in gone { try db.execute(sql: "DELETE FROM piece WHERE id = ?", arguments: [id]) }
        for (id, row) in rows {
          try db.execute(
            sql: "INSERT OR REPLACE INTO piece VALUES (?, ?, ?, ?, ?)",
            arguments: [id, row.stamp, row.newest, row.writtenAt, row.summary])
        }
      }
    }
  }

  // MARK: The database

  /// Works on the index; one that is no index is deleted, and the work is done on a new one.
  ///
  /// One that is only busy, unreadable or on a full disk is left alone: somebody may be using it.
  private func attempt<Result>(_ work: (DatabaseQueue) throws -> Result) -> Result? {
    guard isOrdinary else { return nil }
    do {
      return try work(open())
    } catch  where Self.isMalformed(error) {
      for suffix in Self.companions + [""] { unlink("\(desk.root)/\(Self.path)\(suffix)") }
      return try? work(open())
    } catch {
      return nil
    }
  }

  /// Whether SQLite, which follows links, would open files of the desk's own and nothing else.
  private var isOrdinary: Bool {
    do throws(StoreError) {
      try desk.makeFolder(Desk.cache)
      for suffix in Self.companions + [""] {
        let kind = try desk.kind(of: Self.path + suffix)
        guard kind == nil || kind == S_IFREG else { return false }
      }
      return true
    } catch {
      return false
    }
  }

  private func open() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF")
    }
    return try DatabaseQueue(path: "\(desk.root)/\(Self.path)", configuration: configuration)
  }

  private func isCurrent(_ db: Database) throws -> Bool {
    guard try Int.fetchOne(db, sql: "PRAGMA user_version") == Self.layout else { return false }
    return try String.fetchOne(db, sql: "SELECT text FROM format") == format
  }

  private func layOut(_ db: Database) throws {
    try db.execute(
      sql: """
        DROP TABLE IF EXISTS format;
        DROP TABLE IF EXISTS piece;
        CREATE TABLE format (text TEXT NOT NULL);
        CREATE TABLE piece (
          id TEXT PRIMARY KEY, stamp TEXT NOT NULL, newest INTEGER NOT NULL,
          written INTEGER NOT NULL, summary BLOB NOT NULL) WITHOUT ROWID;
        PRAGMA user_version = \(Self.layout)
        """)
    try db.execute(sql: "INSERT INTO format VALUES (?)", arguments: [format])
  }

  /// Whether an error says that the file is no database, or holds other tables and values than this
  /// layout has; any other error is the system's, and passes.
  private static func isMalformed(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return error is RowDecodingError }
    let codes: [ResultCode] = [
      .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH,
    ]
    return codes.contains(error.resultCode)
  }
}
