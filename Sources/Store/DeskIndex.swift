public import Core
import Dispatch
import FoundationEssentials
import Formats
import GRDB
import Glibc
import Synchronization

/// Summaries of all pieces, kept in `.colophon/index.sqlite`: a cache that follows the files, is
/// rebuilt by itself when missing, old or malformed, and is never the truth.
public struct DeskIndex: Sendable {
  private let desk: Desk
  private static let path = "\(Desk.cache)/index.sqlite"
  /// A stamp is trusted only if it is older than the row by more than the file system's clock tick
  /// (git's racy rule), in nanoseconds.
  private static let tick: Int64 = 50_000_000

  public init(desk: Desk) { self.desk = desk }

  private struct Row: Sendable {
    var stamp: String
    var newest: Int64
    var writtenAt: Int64
    var summary: Data

    var isTrusted: Bool { newest < writtenAt - DeskIndex.tick }
  }

  /// The summary of each piece, sorted by id; only pieces whose files changed are read again.
  ///
  /// - Parameters:
  ///   - format: what the summaries depend on beside the piece's files; another format drops all.
  ///   - fold: makes a summary of a piece's records.
  public func summaries<Summary: Codable & Sendable>(
    of type: Summary.Type, format: String,
    fold: @escaping @Sendable (PieceID, [RecordedHandOff], [Finding]) throws -> Summary
  ) throws -> [(piece: PieceID, summary: Summary)] {
    let pieces = try desk.pieces()
    let database = open(format: format)
    let kept = database.map(rows) ?? [:]
    let now = Self.now()
    let stamps = pieces.map(stamp)
    var found: [Summary?] = zip(pieces, stamps).map { piece, stamp in
      guard let row = kept[piece.description], row.stamp == stamp.text, row.isTrusted else {
        return nil
      }
      return try? JSONDecoder().decode(Summary.self, from: row.summary)
    }
    let changed = found.indices.filter { found[$0] == nil }
    let made = try foldAll(changed.map { pieces[$0] }, fold)
    for (index, summary) in zip(changed, made) { found[index] = summary }
    if let database, !changed.isEmpty || kept.count != pieces.count {
      let rows = zip(changed, made).map { index, summary in
        (pieces[index].description, stamps[index], summary)
      }
      // A cache that cannot be written is passed over: the answer does not depend on it.
      try? write(rows, of: Set(pieces.map(\.description)), at: now, to: database)
    }
    return zip(pieces, found).compactMap { piece, summary in summary.map { (piece, $0) } }
  }

  /// Folds pieces on all cores.
  private func foldAll<Summary: Sendable>(
    _ pieces: [PieceID],
    _ fold: @escaping @Sendable (PieceID, [RecordedHandOff], [Finding]) throws -> Summary
  ) throws -> [Summary] {
    let results = Mutex<[Int: Result<Summary, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
      let result = Result {
        let contents = try desk.handOffs(of: pieces[index]).read()
        return try fold(pieces[index], contents.records, contents.findings)
      }
      results.withLock { $0[index] = result }
    }
    return try results.withLock { results in
      try pieces.indices.compactMap { try results[$0]?.get() }
    }
  }

  // MARK: The files' stamps

  private struct Stamp: Sendable {
    var text: String
    /// The newest change among the files, in nanoseconds since 1970.
    var newest: Int64
  }

  private func stamp(of piece: PieceID) -> Stamp {
    let folder = "\(desk.root)/\(desk.folder(of: piece))"
    var text = ""
    var newest: Int64 = 0
    for path in ["\(folder)/handoffs", "\(folder)/piece.yml"] {
      var status = stat()
      guard lstat(path, &status) == 0 else {
        text += "-"
        continue
      }
      let modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
      let changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
      text += "\(modified).\(changed).\(status.st_size).\(status.st_ino);"
      newest = max(newest, modified, changed)
    }
    return Stamp(text: text, newest: newest)
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  // MARK: The database

  /// Opens the index, or makes it anew where it is malformed; `nil` where it cannot be had at all.
  private func open(format: String) -> DatabaseQueue? {
    guard (try? desk.makeFolder(Desk.cache)) != nil else { return nil }
    let path = "\(desk.root)/\(Self.path)"
    if let database = try? openDatabase(path, format: format) { return database }
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    return try? openDatabase(path, format: format)
  }

  private func openDatabase(_ path: String, format: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF")
    }
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try database.write { db in
      try db.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS format (text TEXT NOT NULL);
          CREATE TABLE IF NOT EXISTS piece (
            id TEXT PRIMARY KEY, stamp TEXT NOT NULL, newest INTEGER NOT NULL,
            written INTEGER NOT NULL, summary BLOB NOT NULL) WITHOUT ROWID
          """)
      let present = try String.fetchOne(db, sql: "SELECT text FROM format")
      guard present != format else { return }
      try db.execute(sql: "DELETE FROM format; DELETE FROM piece")
      try db.execute(sql: "INSERT INTO format VALUES (?)", arguments: [format])
    }
    return database
  }

  private func rows(_ database: DatabaseQueue) -> [String: Row] {
    let rows = try? database.read { db in
      try GRDB.Row.fetchAll(db, sql: "SELECT id, stamp, newest, written, summary FROM piece").map {
        ($0[0] as String, Row(stamp: $0[1], newest: $0[2], writtenAt: $0[3], summary: $0[4]))
      }
    }
    return Dictionary(rows ?? []) { first, _ in first }
  }

  private func write<Summary: Encodable>(
    _ rows: [(id: String, stamp: Stamp, summary: Summary)], of pieces: Set<String>, at now: Int64,
    to database: DatabaseQueue
  ) throws {
    let encoder = JSONEncoder()
    try database.write { db in
      for gone in try String.fetchSet(db, sql: "SELECT id FROM piece").subtracting(pieces) {
        try db.execute(sql: "DELETE FROM piece WHERE id = ?", arguments: [gone])
      }
      for row in rows {
        try db.execute(
          sql: "INSERT OR REPLACE INTO piece VALUES (?, ?, ?, ?, ?)",
          arguments: [
            row.id, row.stamp.text, row.stamp.newest, now, try encoder.encode(row.summary),
          ])
      }
    }
  }
}
