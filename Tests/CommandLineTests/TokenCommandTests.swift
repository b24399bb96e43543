import Documents
import Foundation
import TestSupport
import Testing

/// `colophon tokens`, run as a user runs it.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct TokenCommandTests {
  private static let cl100k = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"

  /// Runs the program with a data folder of its own.
  private func run(_ arguments: String..., data: URL) throws -> ChildProcess.Ended {
    try ChildProcess(
      Program.path, ["tokens"] + arguments, environment: ["XDG_DATA_HOME": data.path]
    ).end()
  }

  @Test func `without the ranks a count is marked as an estimate, in the text and in the JSON`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let text = folder.appending(path: "text.txt")
      try Data("Twelve books at a time, for fourteen days.".utf8).write(to: text)
      let spoken = try run("count", text.path, data: folder)
      #expect(spoken.code == 0)
      #expect(spoken.output.contains("about 11 tokens in o200k_base."))
      #expect(spoken.errors.contains("Install them once: colophon tokens install."))
      let json = try run("count", "--json", text.path, data: folder).output
      #expect(json.contains("\"isEstimate\" : true") || json.contains("\"isEstimate\": true"))
    }
  }

  @Test func `a wheel whose rank file has a wrong digest installs nothing`() async throws {
    try await withTemporaryFolder { folder in
      let wheel = folder.appending(path: "ranks.whl")
      let entry = ZipArchive.Entry(
        path: "package/cache/\(Self.cl100k)", data: Data("IQ== 0\n".utf8))
      try ZipArchive.write([entry]).write(to: wheel)
      let ended = try run("install", "--wheel", wheel.path, data: folder)
      #expect(ended.code == 1)
      #expect(ended.errors.contains("its SHA-256 is "))
      let kept = folder.appending(path: "colophon")
      #expect(!FileManager.default.fileExists(atPath: kept.path))
    }
  }

  @Test func `a wheel without a rank file, one that is none and one that is absent are named`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let empty = folder.appending(path: "empty.whl")
      try ZipArchive.write([.init(path: "a/b.py", data: Data())]).write(to: empty)
      let broken = folder.appending(path: "broken.whl")
      try Data("PK nothing".utf8).write(to: broken)
      let absent = folder.appending(path: "absent.whl")
      for wheel in [empty, broken, absent] {
        let ended = try run("install", "--wheel", wheel.path, data: folder)
        #expect(ended.code != 0)
        #expect(ended.errors.contains(wheel.lastPathComponent), "\(ended.errors)")
      }
    }
  }

  @Test func `a damaged rank file is no reason to estimate`() async throws {
    try await withTemporaryFolder { folder in
      let tokens = folder.appending(path: "colophon/tokens")
      try FileManager.default.createDirectory(at: tokens, withIntermediateDirectories: true)
      try Data("IQ== 0\n".utf8).write(to: tokens.appending(path: "o200k_base.tiktoken"))
      let ended = try run("count", #filePath, data: folder)
      #expect(ended.code == 1)
      #expect(ended.output.isEmpty)
      #expect(ended.errors.contains("colophon tokens install"))
    }
  }
}
