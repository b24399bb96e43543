import Core
import Formats
import Foundation
import Store
import TestSupport
import Testing

@Suite struct DeskTests {
  @Test func `no path leads out of the desk`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      for path in ["../x", "/etc/passwd", "a/../../x", "a//b", "", ".", "a/./b", "a\0b"] {
        #expect(throws: StoreError.self) { try desk.write(Data("x".utf8), to: path) }
        #expect(throws: StoreError.self) { try desk.read(path) }
      }
    }
  }

  @Test func `nothing is read or written through a link`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let manager = FileManager.default
      let outside = root.appending(path: "outside")
      try manager.createDirectory(at: outside, withIntermediateDirectories: true)
      try Data("secret".utf8).write(to: outside.appending(path: "file"))
      try manager.createSymbolicLink(
        at: root.appending(path: "Content"), withDestinationURL: outside)
      #expect(throws: StoreError.self) { try desk.read("Content/file") }
      #expect(throws: StoreError.self) { try desk.write(Data(), to: "Content/new") }
      #expect(throws: StoreError.self) { try desk.versions.keep(Data("x".utf8)) }
      #expect(!manager.fileExists(atPath: outside.appending(path: "new").path))
    }
  }

  @Test func `kept bytes are named by their digest, kept once, and damage is named`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let bytes = Data("a chapter".utf8)
      let digest = try desk.versions.keep(bytes)
      #expect(digest == Digest(of: bytes))
      #expect(try desk.versions.keep(bytes) == digest)
      #expect(try desk.versions.read(digest) == bytes)
      #expect(try desk.versions.verify(progress: { _ in }).findings.isEmpty)
      let file = root.appending(path: desk.versions.path(of: digest))
      try Data("another".utf8).write(to: file)
      #expect(throws: StoreError.self) { try desk.versions.read(digest) }
      let found = try desk.versions.verify(progress: { _ in }).findings
      #expect(found.map(\.place?.file) == [desk.versions.path(of: digest)])
      #expect(try desk.versions.keep(bytes) == digest)
      #expect(try desk.versions.read(digest) == bytes)
    }
  }

  @Test func `a full or read-only disk leaves the old file and says what to do`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      try desk.write(Data("old".utf8), to: "a/file")
      let manager = FileManager.default
      let folder = root.appending(path: "a").path
      try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
      defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder) }
      // The superuser may write anywhere: then there is nothing to refuse.
      if getuid() != 0 {
        #expect(throws: StoreError.self) { try desk.write(Data("new".utf8), to: "a/file") }
        #expect(try desk.read("a/file") == Data("old".utf8))
      }
    }
  }

  @Test func `a file is replaced whole, and no unfinished file is left`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      for size in [0, 1, 70_000, 3] {
        try desk.write(Data(repeating: 7, count: size), to: "a/b/file")
        #expect(try desk.read("a/b/file").count == size)
      }
      let left = try FileManager.default.contentsOfDirectory(
        atPath: root.appending(path: "a/b").path)
      #expect(left == ["file"])
    }
  }

  @Test func `what a person wrote is kept before a generated file takes its place`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let piece = try #require(PieceID("help/piece-00000"))
      let made = Data("made".utf8)
      let file = ArtifactFile(
        path: "design.jsonl", mediaType: "text/plain", size: 4,
        sha256: try desk.versions.keep(made))
      #expect(try desk.materialise([file], of: piece, stage: .uxDesignDocs).isEmpty)
      let place = "\(desk.folder(of: piece))/UXDesignDocs/design.jsonl"
      try desk.write(Data("mine".utf8), to: place)
      let kept = try desk.materialise([file], of: piece, stage: .uxDesignDocs)
      #expect(try desk.read(place) == made)
      #expect(try kept.map { try desk.versions.read($0.sha256) } == [Data("mine".utf8)])
    }
  }

  @Test func `a lock names its holder, and goes with it`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let piece = try #require(PieceID("help/piece-00000"))
      let held = try PieceLock.acquire(
        piece, in: desk, holder: LockHolder(person: "Ana Ruiz", command: "run"))
      #expect {
        let second = try PieceLock.acquire(
          piece, in: desk, holder: LockHolder(person: "Ben", command: "run"), wait: 0.1)
        second.release()
      } throws: { error in
        guard let error = error as? StoreError else { return false }
        return error.code == .locked && error.message.contains("Ana Ruiz")
      }
      held.release()
      let third = try PieceLock.acquire(
        piece, in: desk, holder: LockHolder(person: "Ben", command: "run"), wait: 0.1)
      third.release()
    }
  }

  @Test func `the index follows the files, and a damaged one is made anew`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let piece = try #require(PieceID("help/piece-00000"))
      try desk.write(Data("title: A\n".utf8), to: "\(desk.folder(of: piece))/piece.yml")
      func counts() throws -> [Int] {
        try DeskIndex(desk: desk).summaries(of: Int.self, format: "1") { _, records, _ in
          records.count
        }.summaries.map(\.summary)
      }
      #expect(try counts() == [0])
      for number in 1...3 {
        try desk.handOffs(of: piece).append(
          HandOff(
            id: HandOffID(milliseconds: UInt64(number), high: 0, low: 0), piece: piece,
            clock: number, parents: [], at: "",
            actor: Actor(id: "a", name: "A", roles: []), decision: .submit))
        #expect(try counts() == [number])
      }
      let index = root.appending(path: ".colophon/index.sqlite")
      for garbage in [Data(), Data("not a database, whatever its name says".utf8)] {
        try garbage.write(to: index)
        #expect(try counts() == [3])
      }
      try FileManager.default.removeItem(at: root.appending(path: ".colophon"))
      #expect(try counts() == [3])
    }
  }
}
