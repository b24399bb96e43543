import Foundation
import TestSupport
import Testing

/// `colophon dataset review`, `diff` and `impact`, run as a user runs them.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct DatasetReviewCommandTests {
  /// A folder of documents with a dataset beside it.
  private struct Set {
    let documents: URL
    let folder: String

    /// Long enough for the recipe of sections, and so different that none repeats another.
    private static let texts = [
      "Book a study room online, at most two weeks ahead, with your library card. It is held for ten "
        + "minutes after your hour begins.",
      "Return what you borrowed to any branch, or to the box beside its door when nobody is there to "
        + "take it from you.",
      "Children under twelve choose from the shelves on the ground floor, where the stories, the "
        + "comics and the games are kept.",
      "Printing costs ten cents for each page. The machine takes coins and cards, and gives change "
        + "only until six in the evening.",
      "On Sundays only the reading hall is open, from noon until five, and whoever comes early may "
        + "wait in the garden.",
    ]

    init(in root: URL) throws {
      documents = root.appending(path: "documents")
      folder = root.appending(path: "set").path
      try FileManager.default.createDirectory(at: documents, withIntermediateDirectories: true)
      for (place, text) in Self.texts.enumerated() { try write(place + 1, text) }
      try build()
    }

    func write(_ number: Int, _ text: String) throws {
      try Data("# Rooms \(number)\n\n## Booking \(number)\n\n\(text)\n".utf8)
        .write(to: documents.appending(path: "d\(number).md"))
    }

    func build() throws {
      let ended = try Program.run("dataset", "build", "--from", documents.path, "--out", folder)
      #expect(ended.code == 0, "\(ended.errors)")
    }

    func review(_ arguments: String...) throws -> ChildProcess.Ended {
      try ChildProcess(
        Program.path, ["dataset", "review", "--in", folder] + arguments,
        environment: ["COLOPHON_AS": ""]
      ).end()
    }

    /// The examples' ids, in the order of the files.
    func ids() throws -> [String] {
      struct Line: Decodable { var id: String }
      let lineage = try String(contentsOfFile: "\(folder)/lineage.jsonl", encoding: .utf8)
      let ids = try lineage.split(separator: "\n").map {
        try JSONDecoder().decode(Line.self, from: Data($0.utf8)).id
      }
      try #require(ids.count == 5)
      return ids
    }

    func reviews() -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/reviews")) ?? []).sorted()
    }
  }

  @Test func `an example is read with its sources, and judged by the beginning of its id`()
    async throws
  {
    try await withTemporaryFolder { root in
      let set = try Set(in: root)
      let ids = try set.ids()
      let next = try set.review("--next", "1")
      #expect(next.code == 0 && next.output.contains("\(ids[0])  section, train.jsonl:1"))
      #expect(next.output.contains(".md:5  /document/paragraph\n"))
      #expect(next.output.contains("assistant:\n  "))
      let said = try set.review(
        String(ids[0].dropLast(2)), "--accept", "--rating", "4", "--as", "mia")
      #expect(said.code == 0, "\(said.errors)")
      #expect(said.output.contains("\(ids[0]): accept, in \(set.folder)/reviews/\(ids[0]).mia."))
      #expect(set.reviews().count == 1)
      #expect(try set.review("--next", "1").output.contains(ids[1]))
      #expect(try set.review(ids[0]).output.contains("mia: accept, 4 of 5"))
      let json = try set.review(ids[0], "--json").output
      let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
      #expect(read?.first?["id"] as? String == ids[0])
      let unclear = try set.review("e-", "--accept", "--as", "mia")
      #expect(unclear.code == 2 && unclear.errors.contains(ids[1]))
    }
  }

  @Test func `what contradicts itself, or says too little, is refused and writes nothing`()
    async throws
  {
    try await withTemporaryFolder { root in
      let set = try Set(in: root)
      let id = try set.ids()[0]
      let empty = root.appending(path: "empty.md")
      try Data("\n \n".utf8).write(to: empty)
      let latin = root.appending(path: "latin.md")
      try Data([0x4E, 0xE4, 0x68]).write(to: latin)
      let refused: [(arguments: [String], code: Int32, words: String)] = [
        ([id, "--accept", "--reject", "--as", "mia"], 2, "Say one of"),
        ([id, "--reject", "--as", "mia"], 2, "--reason TEXT"),
        ([id, "--retract", "--reason", " ", "--as", "mia"], 2, "--reason TEXT"),
        ([id, "--accept", "--rating", "6", "--as", "mia"], 2, "1 to 5"),
        ([id, "--rating", "4", "--as", "mia"], 2, "go with a verdict"),
        ([id, "--accept"], 2, "--as NAME"),
        ([id, "--accept", "--as", "../mia"], 2, "letters, digits"),
        (["e-0000none", "--accept", "--as", "mia"], 2, "has no example"),
        ([id, "--edit", root.path + "/none.md", "--as", "mia"], 2, "cannot be read"),
        ([id, "--edit", empty.path, "--as", "mia"], 1, "is empty"),
        ([id, "--edit", latin.path, "--as", "mia"], 2, "is not UTF-8"),
        (["--next", "0"], 2, "from 1"), (["--next", "1", id], 2, "--next is for reading"),
        ([], 2, "Name the example"),
      ]
      for (arguments, code, words) in refused {
        let ended = try ChildProcess(
          Program.path, ["dataset", "review", "--in", set.folder] + arguments,
          environment: ["COLOPHON_AS": ""]
        ).end()
        #expect(ended.code == code && ended.errors.contains(words), "\(arguments): \(ended.errors)")
      }
      #expect(set.reviews().isEmpty)
      let nowhere = try Program.run("dataset", "review", "--in", root.path, "--next", "1")
      #expect(nowhere.code == 2 && nowhere.errors.contains("there is no dataset"))
    }
  }

  @Test func `a dataset's reviews are taken in, and its diff says what changed and why`()
    async throws
  {
    try await withTemporaryFolder { root in
      let set = try Set(in: root)
      let old = root.appending(path: "old").path
      try FileManager.default.copyItem(atPath: set.folder, toPath: old)
      #expect(try Program.run("dataset", "diff", old, set.folder).code == 0)
      let ids = try set.ids()
      let answer = root.appending(path: "answer.md")
      try Data("Book the room on the web.\n".utf8).write(to: answer)
      #expect(try set.review(ids[0], "--edit", answer.path, "--as", "mia").code == 0)
      let why = "The rooms are gone."
      #expect(try set.review(ids[1], "--reject", "--reason", why, "--as", "leo").code == 0)
      try set.build()
      let ended = try Program.run("dataset", "diff", old, set.folder)
      #expect(ended.code == 1)
      #expect(ended.output.hasPrefix("1 removed, 1 changed, 3 unchanged\n"), "\(ended.output)")
      #expect(ended.output.contains("reviewed: edit by mia"))
      #expect(ended.output.contains("reviewed: reject by leo: \(why)"))
      #expect(ended.output.contains("-]{+Book+}"))
      let json = try Program.run("dataset", "diff", old, set.folder, "--json").output
      let found = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      #expect((found?["counts"] as? [String: Int])?["unchanged"] == 3)
      #expect((found?["entries"] as? [[String: Any]])?.count == 2)
    }
  }

  @Test func `two reviewers' branches merge in Git, and it does not matter which way`() async throws
  {
    try await withTemporaryFolder { root in
      let set = try Set(in: root)
      let id = try set.ids()[0]
      func git(_ arguments: String...) throws {
        let ended = try ChildProcess(
          "git",
          ["-C", set.folder, "-c", "user.name=T", "-c", "user.email=t@example.org"] + arguments
        ).end()
        #expect(ended.code == 0, "\(arguments): \(ended.errors)")
      }
      try git("init", "-q", "-b", "main")
      try git("add", ".")
      try git("commit", "-qm", "The dataset")
      for reviewer in ["mia", "leo"] {
        try git("checkout", "-q", "-b", reviewer, "main")
        #expect(try set.review(id, "--accept", "--rating", "4", "--as", reviewer).code == 0)
        try git("add", ".")
        try git("commit", "-qm", "Reviewed")
      }
      var built: [Data] = []
      for (branch, other) in [("mia", "leo"), ("leo", "mia")] {
        try git("checkout", "-q", "-B", "both", branch)
        try git("merge", "-q", "-m", "Both", other)
        #expect(set.reviews().count == 2)
        try set.build()
        built.append(try Data(contentsOf: URL(filePath: "\(set.folder)/lineage.jsonl")))
        try git("checkout", "-q", "-f", "main")
      }
      #expect(built[0] == built[1])
      #expect(String(decoding: built[0], as: UTF8.self).contains(#""reviewers":["leo","mia"]"#))
    }
  }

  @Test func `a piece's example is reviewed by the roster, and followed to what was made with it`()
    async throws
  {
    try await withTemporaryFolder { root in
      let desk = root.appending(path: "desk").path
      #expect(try Program.run("init", "--sample", desk).code == 0)
      let early = try Program.run("dataset", "review", "reserve", "--next", "1", "--desk", desk)
      #expect(early.code == 1 && early.errors.contains("has no dataset yet"))
      for step in StageWalk.steps.prefix(5).joined() {
        let arguments = [step[0], StageWalk.piece, "--desk", desk] + step.dropFirst()
        let ended = try ChildProcess(Program.path, arguments).end()
        #expect(ended.code == 0, "\(ended.errors)")
      }
      struct Plan: Decodable { var examples: [String] }
      let plan = try Program.run("show", "reserve", "ChatGPTAPIScripts/plan.jsonl", "--desk", desk)
      let line = try #require(plan.output.split(separator: "\n").first, "\(plan.errors)")
      let id = try #require(JSONDecoder().decode(Plan.self, from: Data(line.utf8)).examples.first)
      let stranger = try Program.run(
        "dataset", "review", "reserve", id, "--accept", "--as", "nobody", "--desk", desk)
      #expect(stranger.code == 2 && stranger.errors.contains("roster"))
      let ended = try Program.run(
        "dataset", "review", "reserve", id, "--retract", "--reason", "Not ours.", "--as", "tomasz",
        "--desk", desk)
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(ended.output.contains("colophon send-back") && ended.output.contains("Drafts"))
      let impact = try Program.run("dataset", "impact", "reserve", "--retracted", "--desk", desk)
      #expect(impact.code == 0 && impact.output.contains("shows \(id)"))
      #expect(impact.output.contains("1 example: "))
      #expect(try Program.run("dataset", "impact", "reserve", "--desk", desk).code == 2)
      let lone = try Program.run("dataset", "diff", "reserve", "--desk", desk)
      #expect(lone.code == 2 && lone.errors.contains("there is no dataset"))
    }
  }
}
