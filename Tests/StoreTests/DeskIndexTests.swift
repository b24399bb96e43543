import Core
import Foundation
import Store
import TestSupport
import Testing

@Suite struct DeskIndexTests {
  private struct Refused: Error, Equatable {}

  /// A desk of one piece, and the place of its index.
  private func withDesk(_ body: (Desk, PieceID, URL) throws -> Void) async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let piece = try #require(PieceID("help/piece-00000"))
      try desk.write(Data("title: A\n".utf8), to: "\(desk.folder(of: piece))/piece.yml")
      try body(desk, piece, root.appending(path: ".colophon/index.sqlite"))
    }
  }

  private func append(_ number: Int, to piece: PieceID, in desk: Desk) throws {
    try desk.handOffs(of: piece).append(
      HandOff(
        id: HandOffID(milliseconds: UInt64(number), high: 0, low: 0), piece: piece, clock: number,
        parents: [], at: "", actor: Actor(id: "a", name: "A", roles: []), decision: .submit))
  }

  private func counts(_ desk: Desk) throws -> [Int] {
    try DeskIndex(desk: desk).summaries(of: Int.self, format: "1") { _, records, _ in
      records.count
    }.summaries.map(\.summary)
  }

  @Test func `the index follows the files, and a damaged one is made anew`() async throws {
    try await withDesk { desk, piece, index in
      #expect(try counts(desk) == [0])
      for number in 1...3 {
        try append(number, to: piece, in: desk)
        #expect(try counts(desk) == [number])
      }
      for garbage in [Data(), Data("not a database, whatever its name says".utf8)] {
        try garbage.write(to: index)
        #expect(try counts(desk) == [3])
        #expect(try Data(contentsOf: index).starts(with: Data("SQLite format 3".utf8)))
      }
      try FileManager.default.removeItem(at: index.deletingLastPathComponent())
      #expect(try counts(desk) == [3])
    }
  }

  private static let shell = "/usr/bin/sqlite3"

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: shell), "sqlite3 is not here"),
    arguments: [
      "PRAGMA user_version = 99",
      "DROP TABLE piece",
      "DROP TABLE piece; CREATE TABLE piece (id TEXT)",
      "DROP TABLE format; CREATE VIEW format AS SELECT '1' AS text",
      "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'nonsense'",
      "PRAGMA ignore_check_constraints = ON; UPDATE piece SET stamp = x'ff', newest = 'soon'",
    ])
  func `an index of another layout is made anew, and serves again`(change: String) async throws {
    try await withDesk { desk, piece, index in
      try append(1, to: piece, in: desk)
      #expect(try counts(desk) == [1])
      let ended = try ChildProcess(Self.shell, [index.path, change]).end()
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(try counts(desk) == [1])
      #expect(try counts(desk) == [1])
      let kept = try ChildProcess(Self.shell, [index.path, "SELECT count(*) FROM piece"]).end()
      #expect(kept.output == "1\n")
    }
  }

  @Test func `one piece's failure is its own`() async throws {
    try await withDesk { desk, piece, _ in
      let bad = try #require(PieceID("help/bad-00000"))
      try desk.write(Data("title: B\n".utf8), to: "\(desk.folder(of: bad))/piece.yml")
      for _ in 0..<2 {
        let known = try DeskIndex(desk: desk).summaries(of: Int.self, format: "1") { id, _, _ in
          if id == bad { throw Refused() }
          return 7
        }
        #expect(known.summaries.map(\.piece) == [piece] && known.summaries.map(\.summary) == [7])
        #expect(known.failures.map(\.piece) == [bad])
        #expect(known.failures.first?.error as? Refused == Refused())
      }
    }
  }

  @Test func `a piece whose records cannot be read is folded with a finding`() async throws {
    try await withDesk { desk, piece, _ in
      try desk.write(Data(), to: "\(desk.folder(of: piece))/handoffs")
      let place = "\(desk.folder(of: piece))/handoffs"
      for _ in 0..<2 {
        let known = try DeskIndex(desk: desk).summaries(of: [String].self, format: "1") {
          _, records, findings in
          findings.map { "\(records.count) \($0.rule) \($0.place?.file ?? "")" }
        }
        #expect(known.summaries.map(\.summary) == [["0 handoffs-unreadable \(place)"]])
        #expect(known.failures.isEmpty)
      }
      // Nothing of it was kept: once the folder can be read, it is.
      try desk.remove(place)
      try append(1, to: piece, in: desk)
      #expect(try counts(desk) == [1])
    }
  }
}
