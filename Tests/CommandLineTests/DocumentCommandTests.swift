import Foundation
import TestSupport
import Testing

/// `colophon document`, run as a user runs it, outside of any desk.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct DocumentCommandTests {
  private let old = """
    <!doctype html><title>Borrowing</title>
    <h1>Borrowing books</h1>
    <p>You can borrow twelve books at a time. They are due after 14 days. Bring your card.</p>
    <h2>Renewals</h2>
    <p>You can renew a book twice. Renew online or at the desk.</p>
    <ul><li>Open your account.</li><li>Choose the book.</li></ul>
    <p>The reading room is closed on public holidays.</p>
    <h2>Fees</h2>
    <p>Late books cost 20 cents a day.</p>
    <p>If a book is lost, you pay its price. We add a fee of five euros.</p>
    <table><tr><th>Item<th>Fee</tr><tr><td>Book<td>20 cents</tr></table>

    """
  private let new = """
    <!doctype html><title>Borrowing</title>
    <h1>Borrowing books</h1>
    <p>You can borrow twenty books at a time. They are due after 21 days. Bring your card.</p>
    <p>The reading room is closed on public holidays.</p>
    <h2>Keeping books longer</h2>
    <p>You can renew a book twice. Renew online or at the desk.</p>
    <ul><li>Open your account.</li><li>Choose the loan.</li><li>Log out.</li></ul>
    <h2>Fees</h2>
    <p>If a book is lost, you pay its price.</p><p>We add a fee of five euros.</p>
    <table><tr><th>Item<th>Fee</tr><tr><td>Book<td>25 cents</tr></table>

    """

  /// Runs a test's body in a folder with the two documents.
  private func withDocuments(_ body: (URL) throws -> Void) async throws {
    try await withTemporaryFolder { root in
      try write(old, to: "old.html", in: root)
      try write(new, to: "new.html", in: root)
      try body(root)
    }
  }

  private func write(_ text: String, to name: String, in root: URL) throws {
    let file = root.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `a comparison is read by someone who knows no markup`() async throws {
    try await withDocuments { root in
      let ended = try Program.run(
        "document", "diff", root.path + "/old.html", root.path + "/new.html")
      #expect(ended.code == 1)
      #expect(ended.errors.isEmpty)
      try expectGolden(
        ended.output.replacing(root.path + "/", with: ""), "document-diff.txt")
    }
  }

  @Test func `equal documents end with 0, different ones with 1, in JSON as in words`() async throws {
    try await withDocuments { root in
      let (old, new) = (root.path + "/old.html", root.path + "/new.html")
      let equal = try Program.run("document", "diff", old, old)
      #expect(equal.code == 0 && equal.output.contains("No difference"))
      let different = try Program.run("document", "diff", old, new, "--json")
      #expect(different.code == 1)
      let pairs = try #require(try object(different.output)["pairs"] as? [[String: Any]])
      let comparison = try #require(pairs.first?["comparison"] as? [String: Any])
      let counts = try #require(comparison["counts"] as? [String: Int])
      #expect(counts["moved"] == 1 && counts["split"] == 1 && counts["removed"] == 1)
      #expect(try Program.run("document", "diff", old, root.path).code == 2)
      #expect(try Program.run("document", "diff", old, root.path + "/none").code == 2)
    }
  }

  @Test func `two folders are compared file by file`() async throws {
    try await withTemporaryFolder { root in
      try write(old, to: "a/page.html", in: root)
      try write(new, to: "b/page.html", in: root)
      for folder in ["a", "b"] { try write(old, to: "\(folder)/sub/same.html", in: root) }
      try write(old, to: "a/gone.html", in: root)
      try write(new, to: "b/come.html", in: root)
      let ended = try Program.run("document", "diff", root.path + "/a", root.path + "/b")
      #expect(ended.code == 1)
      #expect(ended.output.contains("+ \(root.path)/b/come.html is new"))
      #expect(ended.output.contains("- \(root.path)/a/gone.html is gone"))
      #expect(ended.output.contains("a/page.html → "))
      #expect(!ended.output.contains("same.html"))
      #expect(ended.output.hasSuffix("1 of 4 documents are equal.\n"))
    }
  }

  @Test func `controls with several names are listed with their places`() async throws {
    try await withTemporaryFolder { root in
      let table = """
        <resources>
          <string name="login_button">Log in</string>
          <string name="renew_button">Renew all</string>
          <string name="hello">Hello %s</string>
        </resources>

        """
      try write(table, to: "res/values/strings.xml", in: root)
      try write(
        "<resources><string name='hello'>Hallo</string></resources>\n",
        to: "res/values-de/strings.xml", in: root)
      try write(
        "# Help\n\nPress \"Sign in\", then choose \"Renew All\".\n", to: "help.md", in: root)
      let ended = try Program.run("document", "wording", root.path)
      #expect(ended.code == 1)
      try expectGolden(
        ended.output.replacing(root.path + "/", with: ""), "document-wording.txt")
      #expect(ended.errors.contains("'hello' lacks %s"))
      let json = try Program.run("document", "wording", root.path, "--json")
      let entries = try #require(try object(json.output)["entries"] as? [[String: Any]])
      #expect(entries.map { $0["causes"] as? [String] } == [["words"], ["spelling"]])
      #expect(json.errors.isEmpty)
      try write("alike: []\nignored: []\nverbs: []\n", to: "words.yml", in: root)
      let words = try Program.run(
        "document", "wording", root.path + "/help.md", "--words", root.path + "/words.yml")
      #expect(words.code == 0 && words.output.hasSuffix("every control has one name.\n"))
      let bad = try Program.run("document", "wording", root.path, "--words", root.path + "/no.yml")
      #expect(bad.code == 2)
    }
  }
}
