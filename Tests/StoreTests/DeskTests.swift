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

  @Test(.enabled(if: getuid() != 0, "the superuser may write into a read-only folder"))
  func `a read-only folder keeps the old file, and the error says so`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      try desk.write(Data("old".utf8), to: "a/file")
      let manager = FileManager.default
      let folder = root.appending(path: "a").path
      try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
      defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder) }
      #expect {
        try desk.write(Data("new".utf8), to: "a/file")
      } throws: {
        ($0 as? StoreError)?.code == .readOnly
      }
      #expect(try desk.read("a/file") == Data("old".utf8))
    }
  }

  @Test func `a write that cannot take its name leaves nothing behind`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      try desk.write(Data("old".utf8), to: "a/folder/file")
      #expect(throws: StoreError.self) { try desk.write(Data("new".utf8), to: "a/folder") }
      let manager = FileManager.default
      #expect(
        try manager.contentsOfDirectory(atPath: root.appending(path: "a").path) == ["folder"])
      #expect(try desk.read("a/folder/file") == Data("old".utf8))
    }
  }

  @Test func `what a cut-off write left is swept by a later one, unless it is young`() async throws
  {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      try desk.makeFolder("a")
      let manager = FileManager.default
      func put(_ name: String, age: TimeInterval) throws {
        let file = root.appending(path: "a/\(name)")
        try Data("half".utf8).write(to: file)
        try manager.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file.path)
      }
      try put(".17.colophon-tmp", age: 3600)
      try put(".18.colophon-tmp", age: 5)
      try put(".hidden", age: 3600)
      try put("named.colophon-tmp", age: 3600)
      try desk.write(Data(), to: "a/file")
      let left = try manager.contentsOfDirectory(atPath: root.appending(path: "a").path)
      #expect(left.sorted() == [".18.colophon-tmp", ".hidden", "file", "named.colophon-tmp"])
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

  @Test func `what is replaced is kept even where the store's copy of it is damaged`() async throws
  {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let piece = try #require(PieceID("help/piece-00000"))
      let made = ArtifactFile(
        path: "design.jsonl", mediaType: "text/plain", size: 4,
        sha256: try desk.versions.keep(Data("made".utf8)))
      let before = Data("before".utf8)
      let kept = try desk.versions.keep(before)
      try desk.write(before, to: "\(desk.folder(of: piece))/UXDesignDocs/design.jsonl")
      try Data("damage".utf8).write(to: root.appending(path: desk.versions.path(of: kept)))
      #expect(try desk.materialise([made], of: piece, stage: .uxDesignDocs).isEmpty)
      #expect(try desk.versions.read(kept) == before)
    }
  }

  @Test func `an artifact that cannot be read is found, and the others are still hashed`()
    async throws
  {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let sound = try desk.versions.keep(Data("sound".utf8))
      let lost = desk.versions.path(of: Digest(of: Data("lost".utf8)))
      try desk.makeFolder(lost)
      try desk.write(Data(), to: "Content/.versions/readme")
      let result = try desk.versions.verify(progress: { _ in })
      #expect(result.objects == 2)
      #expect(
        result.findings.map { "\($0.rule) \($0.place?.file ?? "")" }.sorted()
          == ["object-foreign Content/.versions/readme", "object-unreadable \(lost)"])
      #expect(try desk.versions.read(sound) == Data("sound".utf8))
    }
  }

  @Test func `the desk is the nearest folder upward with a colophon.yml`() async throws {
    try await withTemporaryFolder { root in
      #expect {
        _ = try Desk.find(from: root.path)
      } throws: {
        ($0 as? StoreError)?.code == .notADesk
      }
      let outer = try Desk.create(at: root.appending(path: "outer").path)
      try outer.write(Data(), to: Desk.marker)
      let inner = Desk(root: "\(outer.root)/shelf/inner")
      try outer.write(Data(), to: "shelf/inner/\(Desk.marker)")
      try inner.makeFolder("Content/help")
      #expect(try Desk.find(from: outer.root).root == outer.root)
      #expect(try Desk.find(from: "\(outer.root)/shelf").root == outer.root)
      #expect(try Desk.find(from: "\(inner.root)/Content/help").root == inner.root)
      let link = root.appending(path: "link")
      try FileManager.default.createSymbolicLink(
        at: link, withDestinationURL: URL(filePath: "\(inner.root)/Content"))
      #expect(try Desk.find(from: link.path).root == inner.root)
      #expect {
        _ = try Desk.find(from: root.appending(path: "nowhere").path)
      } throws: {
        ($0 as? StoreError)?.code == .missing
      }
    }
  }

  @Test func `a desk is made in a new or a plain folder, and never over another`() async throws {
    try await withTemporaryFolder { root in
      let place = root.appending(path: "desk").path
      let desk = try Desk.create(at: place)
      #expect(try Desk.create(at: place + "/").root == desk.root)
      try desk.write(Data(), to: Desk.marker)
      #expect {
        _ = try Desk.create(at: place)
      } throws: {
        ($0 as? StoreError)?.code == .exists
      }
      #expect(throws: StoreError.self) { try Desk.create(at: "\(place)/\(Desk.marker)") }
      let deep = root.appending(path: "a/b/desk").path
      #expect(try Desk.create(at: deep).root.hasSuffix("/a/b/desk"))
      #expect(throws: StoreError.self) { try Desk.create(at: "\(place)/\(Desk.marker)/deeper") }
    }
  }
}
