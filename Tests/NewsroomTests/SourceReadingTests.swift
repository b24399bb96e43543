import Core
import Foundation
import Newsroom
import Store
import TestSupport
import Testing

/// Stage 2 reads what changed, and nothing else; whether it read anew or not cannot be told from what
/// it hands on.
struct SourceReadingTests {
  /// A desk with a piece whose brief is approved, and a document that keeps stage 2 from being left.
  private func withBlockedPiece(
    _ body: (Walk, PieceID, URL) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { root in
      let walk = try await Walk(in: root)
      let piece = try walk.piece()
      try await walk.take(piece, through: .useCasePrompt)
      let sources = walk.root.appending(path: "Content/\(piece)/UXDesignDocs/sources")
      try write("<topic id='a'><title>A</title><p>Not closed</topic>", to: "z.dita", in: sources)
      try await body(walk, piece, sources)
    }
  }

  private func write(_ text: String, to name: String, in folder: URL) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// The findings of a run by rule and place.
  private func run(_ walk: Walk, _ piece: PieceID) async throws -> [String] {
    try await walk.newsroom.run(piece, as: walk.actor("tomasz")).findings.map {
      "\($0.rule) \($0.place?.description ?? "")"
    }
  }

  /// What is kept of the sources by now.
  private func kept(_ walk: Walk, _ piece: PieceID) throws -> [String: Digest] {
    let folder = "Content/\(piece)/UXDesignDocs/sources"
    let files = try walk.newsroom.desk.knownFiles.files(under: folder)
    return Dictionary(
      files.compactMap { file in
        file.kept.map { (String(file.path.dropFirst(folder.count + 1)), $0.key) }
      }
    ) { first, _ in first }
  }

  @Test func `a second run finds what the first found, and what was read is kept`() async throws {
    try await withBlockedPiece { walk, piece, sources in
      try write("# Odd\n\n### Gap\n\nText \u{200B}here.\n", to: "odd.md", in: sources)
      try write("no document", to: "notes.bin", in: sources)
      let first = try await run(walk, piece)
      #expect(first.contains { $0.hasPrefix("unreadable-document") && $0.contains("z.dita:1:") })
      #expect(first.contains { $0.hasPrefix("hidden-character") && $0.hasSuffix("odd.md:5") })
      let keys = try kept(walk, piece)
      #expect(keys.count >= 6 && keys["z.dita"] != nil)
      #expect(try await run(walk, piece) == first)
      #expect(try kept(walk, piece) == keys)
    }
  }

  @Test func `only a changed document is read again, and a new map is seen by all`() async throws {
    try await withBlockedPiece { walk, piece, sources in
      _ = try await run(walk, piece)
      let before = try kept(walk, piece)
      try write("# New\n\n#### Gap\n", to: "new.md", in: sources)
      #expect(try await run(walk, piece).contains { $0.hasPrefix("skipped-heading-level") })
      let after = try kept(walk, piece)
      #expect(after.filter { $0.key != "new.md" } == before)
      try write("<map><title>M</title></map>", to: "m.ditamap", in: sources)
      _ = try await run(walk, piece)
      let mapped = try kept(walk, piece)
      #expect(before.allSatisfy { mapped[$0.key] != $0.value })
    }
  }

  @Test func `a team's own vocabulary is read by its profile, and anew when that changes`()
    async throws
  {
    try await withBlockedPiece { walk, piece, sources in
      try write(
        "<screen><name>Loans</name><tip>Renew twice.</tip></screen>", to: "s.xml", in: sources)
      #expect(try await run(walk, piece).contains { $0.hasPrefix("design-format-unknown") })
      let profiles = walk.root.appending(path: "Templates/profiles")
      let profile = """
        format: screens
        title: Screens
        recognised:
          - root: screen
        unknown: container
        rules:
          - match: screen
            as: container
          - match: name
            as: title
          - match: tip
            as: paragraph

        """
      try write(profile, to: "screens.yml", in: profiles)
      #expect(try await !run(walk, piece).contains { $0.hasPrefix("design-format-unknown") })
      let before = try #require(try kept(walk, piece)["s.xml"])
      try write(profile + "  - match: hint\n    as: paragraph\n", to: "screens.yml", in: profiles)
      _ = try await run(walk, piece)
      #expect(try kept(walk, piece)["s.xml"] != before)
      try write("format: screens\nrules: 3\n", to: "screens.yml", in: profiles)
      await #expect(throws: StageFailure.self) { try await run(walk, piece) }
    }
  }

  @Test func `what a document includes is read with it, and a change there reads it again`()
    async throws
  {
    try await withBlockedPiece { walk, piece, sources in
      let book = """
        <!DOCTYPE article [<!ENTITY part SYSTEM "part.txt">]>
        <article><title>Loans</title><para>Before &part; after.</para></article>
        """
      try write(book, to: "book.xml", in: sources)
      #expect(try await run(walk, piece).contains { $0.hasPrefix("entity-not-read") })
      try write("a loan lasts", to: "part.txt", in: sources)
      let second = try await run(walk, piece)
      #expect(!second.contains { $0.hasPrefix("entity-not-read") })
      try write("a loan \u{200B} lasts", to: "part.txt", in: sources)
      #expect(try await run(walk, piece).contains { $0.hasPrefix("hidden-character") })
    }
  }

  @Test func `what is handed on is the same with and without what was kept`() async throws {
    try await withBlockedPiece { walk, piece, sources in
      _ = try await run(walk, piece)
      try FileManager.default.removeItem(at: sources.appending(path: "z.dita"))
      try await walk.take(piece, through: .uxDesignDocs)
      let other = try await Walk(in: walk.root.deletingLastPathComponent().appending(path: "other"))
      try await other.take(piece, through: .uxDesignDocs)
      let manifests = try [walk, other].map { walk in
        try walk.newsroom.show(piece).stages.prefix(2).map(\.manifest)
      }
      #expect(manifests[0] == manifests[1] && manifests[0].count == 2)
      #expect(try walk.newsroom.verify().findings.isEmpty)
    }
  }
}
