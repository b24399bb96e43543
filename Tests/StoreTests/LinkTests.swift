import Core
import Formats
import Foundation
import Store
import TestSupport
import Testing

/// A link in the place of each folder that the store makes itself: nothing behind it may be read,
/// written or removed.
@Suite struct LinkTests {
  /// Runs a body on a desk with a link at a path, to a folder outside that holds one file; afterwards
  /// the folder must hold that file alone.
  private func withLink(at path: String, _ body: (Desk) throws -> Void) async throws {
    try await withTemporaryFolder { root in
      let manager = FileManager.default
      let outside = root.appending(path: "outside")
      let place = root.appending(path: "desk").appending(path: path)
      try manager.createDirectory(at: outside, withIntermediateDirectories: true)
      try Data("theirs".utf8).write(to: outside.appending(path: "file"))
      try manager.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try manager.createSymbolicLink(at: place, withDestinationURL: outside)
      try body(Desk(root: root.appending(path: "desk").path))
      #expect(try manager.contentsOfDirectory(atPath: outside.path) == ["file"])
      #expect(try Data(contentsOf: outside.appending(path: "file")) == Data("theirs".utf8))
    }
  }

  private let piece = PieceID(pipeline: "help", folder: "piece-00000")

  @Test func `records are neither read nor added through a link`() async throws {
    let piece = try #require(piece)
    for path in ["handoffs", ""] {
      try await withLink(at: "Content/help/piece-00000/\(path)") { desk in
        let folder = desk.handOffs(of: piece)
        #expect(throws: StoreError.self) { try folder.read() }
        #expect(throws: StoreError.self) {
          try folder.append(
            HandOff(
              id: HandOffID(milliseconds: 1, high: 0, low: 0), piece: piece, clock: 1, parents: [],
              at: "", actor: Actor(id: "a", name: "A", roles: []), decision: .start))
        }
      }
    }
  }

  @Test func `versions are neither kept nor read through a link, and it is found`() async throws {
    let bytes = Data("a chapter".utf8)
    let fan = "Content/.versions/\(Digest(of: bytes).hex.prefix(2))"
    try await withLink(at: fan) { desk in
      #expect(throws: StoreError.self) { try desk.versions.keep(bytes) }
      #expect(throws: StoreError.self) { try desk.versions.read(Digest(of: bytes)) }
      #expect(!desk.versions.contains(Digest(of: bytes)))
      let found = try desk.versions.verify(progress: { _ in }).findings
      #expect(found.map(\.place?.file) == [fan])
    }
  }

  @Test func `where the cache's folder is a link, there is no lock and no cache`() async throws {
    let piece = try #require(piece)
    try await withLink(at: ".colophon") { desk in
      try desk.write(Data("title: A\n".utf8), to: "\(desk.folder(of: piece))/piece.yml")
      #expect(throws: StoreError.self) {
        let lock = try PieceLock.acquire(
          piece, in: desk, holder: LockHolder(person: "Ana", command: "run"))
        lock.release()
      }
      let known = try DeskIndex(desk: desk).summaries(of: Int.self, format: "1") { _, records, _ in
        records.count
      }
      #expect(known.summaries.map(\.piece) == [piece])
    }
  }

  @Test(arguments: ["index.sqlite", "index.sqlite-wal", "index.sqlite-shm"])
  func `where a file of the index is a link, the index is not used`(name: String) async throws {
    let piece = try #require(piece)
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      try desk.write(Data("title: A\n".utf8), to: "\(desk.folder(of: piece))/piece.yml")
      let theirs = root.appending(path: "theirs")
      try Data().write(to: theirs)
      try desk.makeFolder(".colophon")
      try FileManager.default.createSymbolicLink(
        at: root.appending(path: ".colophon/\(name)"), withDestinationURL: theirs)
      let known = try DeskIndex(desk: desk).summaries(of: Int.self, format: "1") { _, records, _ in
        records.count
      }
      #expect(known.summaries.map(\.summary) == [0])
      #expect(try Data(contentsOf: theirs).isEmpty)
      #expect(desk.exists(".colophon/\(name)"))
    }
  }

  @Test func `files are listed neither through a link nor outside the desk`() async throws {
    let piece = try #require(piece)
    try await withLink(at: "Templates") { desk in
      #expect(throws: StoreError.self) { try desk.files(under: "Templates") }
      #expect(throws: StoreError.self) { try desk.files(under: "Templates/prompts") }
      #expect(!desk.exists("Templates/file"))
      for path in ["../outside", "..", "/etc"] {
        #expect(throws: StoreError.self) { try desk.files(under: path) }
        #expect(!desk.exists(path))
      }
      #expect(throws: StoreError.self) {
        try desk.workingFiles(of: piece, stage: .uxDesignDocs, under: "../../../../../outside")
      }
    }
  }
}
