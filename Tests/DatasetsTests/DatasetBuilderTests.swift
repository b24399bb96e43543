import Core
import Datasets
import Formats
import Foundation
import TestSupport
import Testing

struct DatasetBuilderTests {
  @Test func `equal nodes give equal bytes, and every line its lineage`() throws {
    let nodes = (1...30).flatMap { document("d\($0).md", says: "Text number \($0) of thirty.") }
    let built = try DatasetBuilder.plain().build(from: nodes)
    #expect(try DatasetBuilder.plain().build(from: nodes) == built)

    struct Line: Decodable { var messages: [ChatMessage] }
    let files: [Example.Split: Data] = [
      .train: built.train, .validation: built.validation, .test: built.test,
    ]
    let chats = try files.mapValues { try CanonicalJSON.readLines(Line.self, from: $0) }
    let examples = Dictionary(uniqueKeysWithValues: built.examples.map { ($0.id, $0) })
    let lineage = try built.readLineage()
    #expect(lineage.count == 30)
    for origin in lineage {
      let example = try #require(examples[origin.id])
      let chat = try #require(chats[origin.split]?[origin.line - 1])
      #expect(chat.messages == example.messages)
      #expect(origin.sources == example.sources)
    }
    #expect(built.counts.values.reduce(0, +) == 30)
  }

  @Test func `a line that is not the one its lineage was written of is an error`() throws {
    let nodes = (1...30).flatMap { document("d\($0).md", says: "Text number \($0) of thirty.") }
    var files = try DatasetBuilder.plain().build(from: nodes).files
    let whole = try Dataset { files[$0] }
    var lines = String(decoding: files["train.jsonl"] ?? Data(), as: UTF8.self)
      .split(separator: "\n")
    // A checkout that ends lines as Windows does changes no example.
    files["train.jsonl"] = Data((lines.joined(separator: "\r\n") + "\r\n").utf8)
    #expect(try Dataset { files[$0] }.entries == whole.entries)
    lines.swapAt(1, 2)
    files["train.jsonl"] = Data((lines.joined(separator: "\n") + "\n").utf8)
    let error = #expect(throws: DatasetError.self) { try Dataset { files[$0] } }
    #expect(error?.code == .damaged && error?.message.contains("train.jsonl:2") == true)
    let read = try Dataset(display: "set/") { files[$0] }
    #expect(read.findings.map(\.rule) == ["dataset-line-changed"])
    #expect(read.findings.first?.message.hasPrefix("2 lines") == true)
    // Nothing of what was said of another line holds of these.
    #expect(read.entries[0] == whole.entries[0] && read.entries[3] == whole.entries[3])
    #expect(read.entries[1...2].allSatisfy { $0.example.recipe == "import" })
  }

  @Test func `an id is that of the cleaned words, whatever was cleaned of them and wherever`()
    throws
  {
    let texts = (1...12).map {
      "This is the text that has the num\u{AD}ber \($0) of a dozen texts."
    }
    func built(_ texts: [String]) throws -> BuiltDataset {
      let nodes = texts.enumerated().flatMap { document("d\($0).md", says: $1) }
      return try DatasetBuilder(
        recipes: .of(), cleaning: (Cleaning.settings, Digest(of: ""))
      ).build(from: nodes)
    }
    let soft = try built(texts)
    let plain = try built(texts.map { $0.replacing("\u{AD}", with: "") })
    try #require(soft.train == plain.train && plain.counts["train"] != 0)
    let ids = plain.examples.map(\.id)
    #expect(soft.examples.map(\.id) == ids)
    // Read from its file alone, an example has the id that it was built with.
    let read = try DatasetImport([ImportFile("train.jsonl", plain.train)]).examples.map(\.id)
    #expect(read == Array(ids.prefix(read.count)))
  }

  @Test func `an exact duplicate is dropped, whatever its case, white space and composition`()
    throws
  {
    let built = try DatasetBuilder.plain().build(from: [
      node(.section, "Café hours", in: "a.md", line: 1),
      node(.paragraph, "Open daily from nine.", in: "a.md", line: 2, under: ["Café hours"]),
      node(.section, "CAFE\u{301} hours", in: "b.md", line: 1),
      node(
        .paragraph, "Open  daily from NINE.", in: "b.md", line: 2,
        under: ["CAFE\u{301} hours"]),
    ])
    #expect(built.examples.map(\.group) == ["a.md"])
    let dropped = try built.readReport().duplicates
    #expect(dropped.map(\.group) == ["b.md"])
    #expect(dropped.map(\.keeps) == built.examples.map(\.id))
  }

  @Test func `a near-duplicate is dropped with the passage it shares, its kin keeps to one split`()
    throws
  {
    let text = (1...60).map { "word\($0)" }.joined(separator: " ")
    let alike = text.replacing("word59", with: "other")
    let kin =
      text.split(separator: " ").dropLast(8).joined(separator: " ") + " and now something else"
    let others = (1...12).flatMap { document("d\($0).md", says: "Text number \($0) of a dozen.") }
    let built = try DatasetBuilder.plain().build(
      from: document("a.md", says: text) + document("b.md", says: alike)
        + document("z.md", says: kin) + others)
    let report = try built.readReport()
    let dropped = try #require(report.duplicates.first)
    #expect(report.duplicates.count == 1 && dropped.group == "b.md")
    #expect((0.8..<1).contains(dropped.jaccard ?? 0))
    #expect(dropped.shared?.contains("word1 word2") == true)
    #expect(report.groups["a.md"] == report.groups["z.md"])
  }

  @Test(arguments: 0..<40)
  func `no document and no text stands in two splits`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let texts = (0..<20).map { "Shared text number \($0) of twenty." }
    let nodes = (0..<Int.random(in: 1...60, using: &random)).flatMap { number in
      (0..<Int.random(in: 1...4, using: &random)).flatMap { part in
        let name = "document-\(number).md"
        let text = texts.randomElement(using: &random) ?? ""
        return [
          node(.section, "Part \(part)", in: name, line: part * 2 + 1),
          node(.paragraph, text, in: name, line: part * 2 + 2, under: ["Part \(part)"]),
        ]
      }
    }
    let built = try DatasetBuilder.plain().build(from: nodes)
    let lineage = try built.readLineage()
    let splits = Dictionary(grouping: lineage, by: \.group).mapValues { Set($0.map(\.split)) }
    #expect(splits.values.allSatisfy { $0.count == 1 })
    let answers = built.examples.compactMap(\.messages.last?.content)
    #expect(!answers.isEmpty)
    #expect(Set(answers).count == answers.count)
    if splits.count >= 3 {
      #expect(Set(lineage.map(\.split)) == Set(Example.Split.allCases))
    } else {
      #expect(Set(lineage.map(\.split)) == [.train])
      #expect(built.findings.contains { $0.rule == "dataset-not-split" })
    }
  }

  @Test func `a new document moves no other one between splits`() throws {
    let nodes = (1...80).flatMap { document("d\($0).md", says: "Text number \($0) of many.") }
    let before = try DatasetBuilder.plain().build(from: nodes).readReport().groups
    let more = nodes + document("new.md", says: "A text that nobody had.")
    let after = try DatasetBuilder.plain().build(from: more).readReport().groups
    #expect(after.filter { $0.key != "new.md" } == before)
    let shares = Dictionary(grouping: before.values) { $0 }.mapValues(\.count)
    #expect((50...75).contains(shares[.train] ?? 0))
  }

  @Test func `of a few documents the two nearest to a tenth are held out`() throws {
    let nodes = [("a.md", 8), ("b.md", 1), ("c.md", 3), ("d.md", 2)].flatMap { name, count in
      (1...count).flatMap { part in
        [
          node(.section, "Part \(part)", in: name, line: part * 2 - 1),
          node(
            .paragraph, "Text \(part) of \(name).", in: name, line: part * 2,
            under: ["Part \(part)"]),
        ]
      }
    }
    let groups = try DatasetBuilder.plain().build(from: nodes).readReport().groups
    #expect(groups == ["a.md": .train, "b.md": .test, "c.md": .train, "d.md": .validation])
  }

  /// A text that is like no other.
  private static func words(_ number: Int, _ part: Int) -> String {
    (1...12).map { "w\((number * 7919 + part * 104_729 + $0 * 611_953) % 99_991)" }
      .joined(separator: " ")
  }

  @Test(arguments: [(documents: 3, parts: 50, isLopsided: true), (150, 1, false), (3, 10, false)])
  func `splits far from what is aimed at are told of`(
    documents: Int, parts: Int, isLopsided: Bool
  ) throws {
    let nodes = (1...documents).flatMap { number in
      (1...parts).flatMap { part in
        [
          node(.section, "Part \(part)", in: "d\(number).md", line: part * 2 - 1),
          node(
            .paragraph, Self.words(number, part), in: "d\(number).md", line: part * 2,
            under: ["Part \(part)"]),
        ]
      }
    }
    let built = try DatasetBuilder.plain().build(from: nodes)
    let told = built.findings.filter { $0.rule == "dataset-splits-lopsided" }
    #expect(told.count == (isLopsided ? 1 : 0), "\(built.counts)")
    let said = "\(built.counts["train"] ?? 0) in train, "
    #expect(told.allSatisfy { $0.message.contains(said) })
  }

  @Test func `the card says what was made and what was left out`() throws {
    let built = try DatasetBuilder.plain().build(
      from: document("a.md", says: "A text of five words.") + [node(.comment, "hm", in: "a.md")])
    let card = String(decoding: built.card, as: UTF8.self)
    #expect(
      card.hasPrefix(
        """
        ---
        configs:
        - config_name: default
          data_files:
          - path: train.jsonl
            split: train
        language:
        - en-GB
        license: cc-by-4.0
        pretty_name: Study rooms
        size_categories:
        - n<1K
        task_categories:
        - text-generation
        ---

        # Prompt dataset: Study rooms

        """))
    #expect(card.contains("| section | 1 |"))
    #expect(card.contains("| an editor's remark | 1 |"))
    #expect(card.contains("- `a.md`: train"))
  }

  @Test func `nothing to learn from gives an empty dataset, not an error`() throws {
    let built = try DatasetBuilder.plain().build(from: [])
    #expect(built.examples.isEmpty)
    #expect(built.train.isEmpty)
    #expect(built.counts == ["train": 0, "validation": 0, "test": 0])
  }

  @Test func `a secret of a document blocks the dataset at its line`() throws {
    let key = "sk-" + String(repeating: "a1B2", count: 8)
    let built = try DatasetBuilder.plain().build(
      from: document("a.md", says: "Use the key \(key) to sign in."), folder: "Content/p/")
    let finding = try #require(built.findings.first { $0.rule == "dataset-secret" })
    #expect(finding.isBlocking)
    #expect(finding.place?.line == 1 && finding.place?.file == "Content/p/train.jsonl")
    #expect(!finding.message.contains(key))
  }
}
