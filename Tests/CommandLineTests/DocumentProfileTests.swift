import Foundation
import TestSupport
import Testing

/// Vocabularies of a team's own, read by the program as its users run it.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct DocumentProfileTests {
  private let profile = """
    format: memo
    recognised: [{root: memo}]
    rules:
      - {match: memo, as: section}
      - {match: head, as: title}
      - {match: say, as: paragraph}
      - {match: aside, as: comment}

    """
  private let memo = "<memo><head>Loans</head><say>Renew twice.</say><aside>GRUMBLE</aside></memo>"

  private func write(_ text: String, to name: String, in root: URL) throws -> String {
    let file = root.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  @Test func `a document is read by the profile that is named, in each command`() async throws {
    try await withTemporaryFolder { root in
      let profile = try write(profile, to: "memo.yml", in: root)
      let memo = try write(memo, to: "memo.xml", in: root)
      let refused = try Program.run("document", "read", memo)
      #expect(refused.code == 1 && refused.errors.contains("colophon help document profile"))
      let read = try Program.run("document", "read", memo, "--profile", profile)
      #expect(read.code == 0)
      #expect(read.output.contains("1 title, 1 paragraph, 1 comment"))
      let text = try Program.run("document", "text", memo, "--profile", root.path)
      #expect(text.output == "Loans\n\nRenew twice.\n")
      let page = try Program.run("document", "preview", memo, "--profile", profile)
      #expect(page.code == 0 && page.output.contains("Renew twice."))
      let equal = try Program.run("document", "diff", memo, memo, "--profile", profile)
      #expect(equal.code == 0)
    }
  }

  @Test func `a desk's documents are read by the desk's profiles`() async throws {
    try await withTemporaryFolder { root in
      _ = try write("", to: "colophon.yml", in: root)
      _ = try write(profile, to: "Templates/profiles/memo.yml", in: root)
      let memo = try write(memo, to: "Content/help/a/UXDesignDocs/sources/memo.xml", in: root)
      #expect(try Program.run("document", "check", memo).code == 0)
    }
  }

  @Test func `a wrong profile is refused with its line before anything is read`() async throws {
    try await withTemporaryFolder { root in
      let bad = try write(
        profile.replacing("as: title", with: "as: titel"), to: "bad.yml", in: root)
      let memo = try write(memo, to: "memo.xml", in: root)
      let ended = try Program.run("document", "read", memo, "--profile", bad)
      #expect(ended.code == 2 && ended.output.isEmpty)
      #expect(ended.errors.contains("bad.yml:5:23: 'titel' is nothing"))
      let checked = try Program.run("document", "profile", "check", root.path)
      #expect(checked.code == 1 && checked.output.contains("1 profile, 1 notice."))
      #expect(try Program.run("document", "profile", "check", root.path + "/no").code == 2)
    }
  }

  @Test func `a built-in profile is printed, and is a beginning of one's own`() async throws {
    try await withTemporaryFolder { root in
      let shown = try Program.run("document", "profile", "show", "mallard")
      let own = try write(shown.output, to: "own.yml", in: root)
      #expect(try Program.run("document", "profile", "check", own).code == 0)
      let unknown = try Program.run("document", "profile", "show", "memo")
      #expect(unknown.code == 2 && unknown.errors.contains("mallard"))
      let words = try Program.run("document", "profile", "explain")
      for word in ["loose-title", "more-rows", "line-break"] { #expect(words.output.contains(word)) }
    }
  }
}
