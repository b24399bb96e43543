import Foundation
import TestSupport
import Testing

/// The program as a user meets it: what it prints, and what it ends with.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct CommandTests {
  @Test func `a folder without a desk is refused with the way out`() async throws {
    try await withTemporaryFolder { root in
      let ended = try Program.run("status", "--desk", root.path)
      #expect(ended.code == 2)
      #expect(ended.errors.contains("colophon init"))
      #expect(ended.output.isEmpty)
    }
  }

  @Test func `a person works alone from a brief to an approval with an override in sight`()
    async throws
  {
    try await withTemporaryFolder { root in
      let desk = root.appending(path: "mine").path
      #expect(try Program.run("init", desk, "--person", "Ida", "--name", "Ida's \"desk\"").code == 0)
      let made = try Program.run("new", "help", "Renew a loan", "--desk", desk, "--json")
      #expect(made.code == 0)
      let unanswered = try Program.run("run", "help/renew", "--desk", desk)
      #expect(unanswered.code == 1)
      #expect(unanswered.errors.contains("UseCasePrompt/brief.md:2"))
      let pieces = try FileManager.default.contentsOfDirectory(atPath: "\(desk)/Content/help")
      let brief = """
        ---
        title: Renew a loan
        goal: Tell readers how to renew.
        audience: Readers
        voice: Plain
        language: en
        deliverables: [faq]
        risk: low
        publicInterest: false
        licence: CC-BY-4.0
        author: ida
        ---
        Please.
        """
      let folder = try #require(pieces.first)
      try Data(brief.utf8).write(
        to: URL(filePath: "\(desk)/Content/help/\(folder)/UseCasePrompt/brief.md"))
      #expect(try Program.run("run", "help/renew", "--desk", desk).code == 0)
      let refused = try Program.run("approve", "help/renew", "--desk", desk)
      #expect(refused.code == 1 && refused.errors.contains("--override"))
      #expect(
        try Program.run("approve", "help/renew", "--desk", desk, "--override", "I am alone").code
          == 0)
      let log = try Program.run("log", "help/renew", "--desk", desk)
      #expect(log.output.contains("override: I am alone"))
    }
  }

  @Test func `an unknown verb or option ends with 2, help and version with 0`() throws {
    #expect(try Program.run("dance").code == 2)
    #expect(try Program.run("status", "--dance").code == 2)
    #expect(try Program.run("--version").output == "0.1.0\n")
    #expect(try Program.run("--help").code == 0)
  }

  @Test func `JSON is one object on standard output and nothing else`() async throws {
    try await withTemporaryFolder { root in
      let desk = root.appending(path: "desk").path
      let made = try Program.run("init", "--sample", desk, "--json")
      _ = try JSONSerialization.jsonObject(with: Data(made.output.utf8))
      let status = try Program.run("status", "--desk", desk, "--json")
      let rows = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [Any]
      #expect(rows?.count == 4)
      #expect(!status.output.contains("\u{1B}"))
    }
  }

  @Test func `two processes on one piece both end, and nothing is torn`() async throws {
    try await withTemporaryFolder { root in
      let desk = root.appending(path: "desk").path
      #expect(try Program.run("init", "--sample", desk).code == 0)
      let started = try (0..<4).map { _ in
        try Program.start(["run", "reserve", "--as", "priya", "--desk", desk])
      }
      for one in started { #expect([0, 3].contains(one.end().code)) }
      #expect(try Program.run("verify", "--desk", desk).code == 0)
      let log = try Program.run("log", "reserve", "--desk", desk)
      #expect(log.output.split(separator: "\n").filter { $0.contains("submit") }.count == 1)
    }
  }

  @Test func `a hostile or malformed document is named with its line, and blocks`() async throws {
    try await withTemporaryFolder { root in
      let desk = root.appending(path: "desk").path
      #expect(try Program.run("init", "--sample", desk).code == 0)
      #expect(try Program.run("run", "reserve", "--as", "priya", "--desk", desk).code == 0)
      #expect(try Program.run("approve", "reserve", "--as", "helen", "--desk", desk).code == 0)
      let sources = "\(desk)/Content/booking/reserve-a-study-room-7f3kq/UXDesignDocs/sources"
      try Data("<topic id=\"a\">\n<title>A</title>\n<p>Not closed\n</topic>\n".utf8)
        .write(to: URL(filePath: "\(sources)/broken.dita"))
      let ended = try Program.run("run", "reserve", "--as", "tomasz", "--desk", desk)
      #expect(ended.code == 1)
      #expect(ended.errors.contains("sources/broken.dita:4"))
      try FileManager.default.removeItem(atPath: "\(sources)/broken.dita")
      #expect(try Program.run("run", "reserve", "--as", "tomasz", "--desk", desk).code == 0)
    }
  }

  @Test func `a piece whose piece.yml is malformed is named, and keeps no other from going on`()
    async throws
  {
    try await withTemporaryFolder { root in
      let desk = root.appending(path: "desk").path
      #expect(try Program.run("init", "--sample", desk).code == 0)
      let pieces = try Program.run("status", "--desk", desk, "--json").output
      let first = try #require(pieces.firstMatch(of: /"piece" : "([^"]+)"/)).output.1
      let file = "\(desk)/Content/\(first)/piece.yml"
      try Data("title: [\n".utf8).write(to: URL(filePath: file))
      let verified = try Program.run("verify", "--desk", desk)
      #expect(verified.code == 1 && verified.errors.contains("Content/\(first)/piece.yml:2"))
      let ran = try Program.run("run", "--as", "priya", "--desk", desk)
      #expect(ran.code == 1 && ran.errors.contains("Content/\(first)/piece.yml:2"))
      #expect(ran.output.components(separatedBy: "put forward").count == 4)
    }
  }
}
