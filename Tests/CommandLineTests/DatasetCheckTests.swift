import Foundation
import TestSupport
import Testing

/// `colophon dataset check`, run as a user runs it, outside of any desk.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct DatasetCheckTests {
  private let good = """
    {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}

    """
  private let bad = """
    {"messages":[{"role":"human","content":"Hé"},{"role":"assistant","content":"Hello"}]}

    """

  private func write(_ text: String, to name: String, in folder: URL) throws -> String {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  @Test func `a file is checked in words and in JSON, and an error ends with 1`() async throws {
    try await withTemporaryFolder { folder in
      let file = try write(good + bad, to: "train.jsonl", in: folder)
      let spoken = try Program.run("dataset", "check", file)
      #expect(spoken.code == 1 && spoken.errors.isEmpty)
      #expect(
        spoken.output.hasPrefix(
          "\(file):2:22: error: 'human' is not a role, at $.messages[0].role, byte 106 "
            + "[dataset-role-unknown]\n  Write user.\n"))
      let json = try Program.run("dataset", "check", file, "--json")
      let checks = try #require(
        try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
      let finding = try #require((checks.first?["findings"] as? [[String: Any]])?.first)
      #expect(finding["jsonPath"] as? String == "$.messages[0].role")
      #expect((finding["place"] as? [String: Any])?["byteOffset"] as? Int == 106)
      let fine = try write(good, to: "fine.jsonl", in: folder)
      #expect(try Program.run("dataset", "check", fine).code == 0)
    }
  }

  @Test func `a profile is named, or a file of one's own; one that is not there is a usage error`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let file = try write(good, to: "train.jsonl", in: folder)
      let few = try Program.run("dataset", "check", file, "--profile", "openai-sft")
      #expect(few.code == 1 && few.output.contains("dataset-too-few-examples"))
      let own = try write(
        "name: own\ntitle: Own\nshapes: [text]\n", to: "own.yml", in: folder)
      let shape = try Program.run("dataset", "check", file, "--profile", own)
      #expect(shape.code == 1 && shape.output.contains("Own takes a text (text)"))
      let none = try Program.run("dataset", "check", file, "--profile", "nobody")
      #expect(none.code == 2 && none.errors.contains("openai-batch"))
      #expect(try Program.run("dataset", "check", folder.path + "/no.jsonl").code == 2)
    }
  }

  @Test func `an example of the validation file in the training file is an error`() async throws {
    try await withTemporaryFolder { folder in
      let training = try write(good, to: "train.jsonl", in: folder)
      let validation = try write(good, to: "validation.jsonl", in: folder)
      let ended = try Program.run("dataset", "check", training, "--validation", validation)
      #expect(ended.code == 1)
      #expect(ended.output.contains("the example stands in \(validation):1 too"))
    }
  }

  @Test func `what a model has seen is found in a file to test it with, wherever it stands`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let words = "a draft is kept for thirty days and then it is taken away for good"
      func chat(_ question: String, _ answer: String) -> String {
        #"{"messages":[{"role":"user","content":"\#(question)"},{"role":"assistant","content":"\#(answer)"}]}"#
          + "\n"
      }
      let chats = try write(
        (0..<30).map { chat("Q \($0)", "A \($0)") }.joined() + chat("How long?", "Well, " + words),
        to: "train.jsonl", in: folder)
      let set = folder.appending(path: "set").path
      #expect(
        try Program.run("dataset", "import", chats, "--keep-splits", "--out", set).code == 0)
      let docs = folder.appending(path: "docs")
      try FileManager.default.createDirectory(at: docs, withIntermediateDirectories: false)
      _ = try write("# Drafts\n\nOnly \(words).\n", to: "page.md", in: docs)
      let evaluation = try write(
        chat("What is a room?", "Nothing of this stands anywhere else at all.") + chat("And?", words),
        to: "eval.jsonl", in: folder)
      for (seen, place) in [(set, "set/train.jsonl:31"), (docs.path, "docs/page.md:1")] {
        let ended = try Program.run("dataset", "check", evaluation, "--against", seen)
        #expect(ended.code == 1)
        #expect(ended.output.contains("\(evaluation):2: error: 15 of the text's 16 words stand in"))
        #expect(ended.output.contains("\(place): \"a draft is kept"))
        #expect(!ended.output.contains("\(evaluation):1:"))
      }
      #expect(
        try Program.run("dataset", "check", evaluation, "--against", folder.path + "/no").code == 2)
    }
  }

  @Test func `of a rule broken often the first are printed, and all where that is asked`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let file = try write(String(repeating: "{\n", count: 30), to: "a.jsonl", in: folder)
      let some = try Program.run("dataset", "check", file).output
      #expect(some.contains("10 more of dataset-line-invalid; --all prints them."))
      let all = try Program.run("dataset", "check", file, "--all").output
      #expect(all.split(separator: "\n").count { $0.hasPrefix(file + ":") } == 30)
    }
  }
}
