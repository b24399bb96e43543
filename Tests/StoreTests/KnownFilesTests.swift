import Core
import Formats
import Foundation
import Store
import TestSupport
import Testing

@Suite struct KnownFilesTests {
  /// A desk with three files in a folder, old enough for their stamps to be trusted.
  private func withDesk(_ body: (Desk, URL) throws -> Void) async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      for name in ["a.md", "b.md", "sub/c.md"] {
        try desk.write(Data("# \(name)\n".utf8), to: "Content/\(name)")
      }
      try desk.write(Data("elsewhere".utf8), to: "Content0/d.md")
      usleep(120_000)
      try body(desk, root)
    }
  }

  private func reading(_ text: String, of key: String = "key") -> KeptReading {
    KeptReading(key: Digest(of: key), summary: Data(text.utf8))
  }

  @Test func `files are listed in order with their digests, and what was kept of them comes back`()
    async throws
  {
    try await withDesk { desk, _ in
      let first = try desk.knownFiles.files(under: "Content")
      #expect(first.map(\.path) == ["Content/a.md", "Content/b.md", "Content/sub/c.md"])
      #expect(first.map(\.sha256) == ["a.md", "b.md", "sub/c.md"].map { Digest(of: "# \($0)\n") })
      #expect(first.map(\.size) == [7, 7, 11] && first.allSatisfy { $0.kept == nil })
      var kept = reading("B")
      kept.body = Data("all of B".utf8)
      desk.knownFiles.keep(["Content/b.md": kept])
      let second = try desk.knownFiles.files(under: "Content")
      #expect(second.map(\.kept) == [nil, reading("B"), nil])
      #expect(second.map(\.sha256) == first.map(\.sha256))
      #expect(desk.knownFiles.readings(under: "Content") == ["Content/b.md": kept])
      #expect(try desk.knownFiles.files(under: "Nowhere").isEmpty)
    }
  }

  private static let shell = "/usr/bin/sqlite3"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: shell), "sqlite3 is not here"))
  func `an unchanged file is not hashed again, a touched one is`() async throws {
    try await withDesk { desk, root in
      let first = try desk.knownFiles.files(under: "Content").map(\.sha256)
      // Only who believes the cache answers with a digest that is wrong there.
      let wrong = String(repeating: "0", count: 64)
      let ended = try ChildProcess(
        Self.shell,
        [root.path + "/.colophon/files.sqlite", "UPDATE file SET digest = '\(wrong)'"]
      ).end()
      try #require(ended.code == 0)
      let believed = try desk.knownFiles.files(under: "Content").map(\.sha256.hex)
      #expect(believed == [wrong, wrong, wrong])
      let file = root.appending(path: "Content/b.md").path
      try #require(utimensat(AT_FDCWD, file, nil, 0) == 0)
      let touched = try desk.knownFiles.files(under: "Content").map(\.sha256.hex)
      #expect(touched == [wrong, first[1].hex, wrong])
    }
  }

  @Test func `a file that is changed, renamed or removed is seen at once`() async throws {
    try await withDesk { desk, root in
      _ = try desk.knownFiles.files(under: "Content")
      desk.knownFiles.keep(["Content/a.md": reading("A"), "Content/b.md": reading("B")])
      // The same size, within the clock's tick, and the old time put back: only the inode's own
      // change time tells.
      let file = root.appending(path: "Content/a.md").path
      var before = stat()
      try #require(stat(file, &before) == 0)
      for text in ["# A.md\n", "# B.md\n"] {
        try Data(text.utf8).write(to: URL(filePath: file))
        try #require(utimensat(AT_FDCWD, file, [before.st_atim, before.st_mtim], 0) == 0)
        #expect(try desk.knownFiles.files(under: "Content").first?.sha256 == Digest(of: text))
      }
      try FileManager.default.moveItem(
        at: root.appending(path: "Content/b.md"), to: root.appending(path: "Content/z.md"))
      let moved = try desk.knownFiles.files(under: "Content")
      #expect(moved.map(\.path) == ["Content/a.md", "Content/sub/c.md", "Content/z.md"])
      #expect(moved.last?.kept == nil)
      #expect(Array(desk.knownFiles.readings(under: "Content").keys) == ["Content/a.md"])
    }
  }

  @Test func `what is damaged or gone is made anew`() async throws {
    try await withDesk { desk, root in
      let cache = root.appending(path: ".colophon/files.sqlite")
      let first = try desk.knownFiles.files(under: "Content").map(\.sha256)
      for garbage in [Data(), Data("not a database, whatever its name says".utf8)] {
        try garbage.write(to: cache)
        #expect(try desk.knownFiles.files(under: "Content").map(\.sha256) == first)
      }
      try FileManager.default.removeItem(at: cache.deletingLastPathComponent())
      #expect(try desk.knownFiles.files(under: "Content").map(\.sha256) == first)
      // A link is not followed: no cache is had, and everything works.
      let outside = root.appending(path: "outside")
      try FileManager.default.removeItem(at: cache.deletingLastPathComponent())
      try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        at: cache.deletingLastPathComponent(), withDestinationURL: outside)
      #expect(try desk.knownFiles.files(under: "Content").map(\.sha256) == first)
      #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
    }
  }

  @Test func `a link among the files is refused`() async throws {
    try await withDesk { desk, root in
      try FileManager.default.createSymbolicLink(
        at: root.appending(path: "Content/link.md"),
        withDestinationURL: URL(filePath: "/etc/hostname"))
      #expect(throws: StoreError.self) { try desk.knownFiles.files(under: "Content") }
    }
  }
}
