import Core
import Datasets
import Formats
import Foundation
import TestSupport
import Testing

/// Datasets in the formats of others, and back again.
struct ExportTests {
  /// The files of an export that hold examples.
  private func data(of export: DatasetExport) -> [ImportFile] {
    export.counts.map { ImportFile($0.path, export.files[$0.path] ?? Data()) }
  }

  private func sorted(_ examples: [Example]) -> [[[UInt8]]] {
    examples.map(\.said).sorted { left, right in
      left.lexicographicallyPrecedes(right) { $0.lexicographicallyPrecedes($1) }
    }
  }

  @Test(arguments: ExportFormat.allCases.filter { $0 != .openAICompletion })
  func `what is exported comes back by import, byte for byte`(format: ExportFormat) throws {
    for seed in UInt64(1)...15 {
      let contents = try ExchangedDataset.contents(seed: seed)
      let export = try DatasetExport(contents, as: format)
      let wanted = contents.entries.map(\.example).filter { format.kinds.contains($0.kind) }
      let back = try DatasetImport(data(of: export))
      #expect(back.findings.filter { $0.severity != .note } == [], "seed \(seed)")
      // Each file is a split of a kind: the order is theirs.
      #expect(sorted(back.examples) == sorted(wanted), "\(format) of seed \(seed)")
    }
  }

  @Test(arguments: ExportFormat.allCases)
  func `equal datasets give equal bytes, and every line its lineage`(format: ExportFormat) throws {
    let contents = try ExchangedDataset.contents(seed: 7)
    let export = try DatasetExport(contents, as: format)
    #expect(try DatasetExport(contents, as: format).files == export.files)
    let lineage = try CanonicalJSON.readLines(
      Example.Lineage.self, from: #require(export.files["lineage.jsonl"]))
    #expect(lineage.count == export.counts.reduce(0) { $0 + $1.examples })
    // A record begins on the line that its lineage names.
    let back = try DatasetImport(data(of: export))
    for (example, line) in zip(back.examples, lineage) {
      #expect(example.sources.first?.line == line.line, "\(line.id)")
    }
  }

  @Test func `providers' lines hold their keys alone`() throws {
    let contents = try ExchangedDataset.contents(seed: 3)
    let keys: [ExportFormat: [Set<String>]] = [
      .openAI: [["messages"]],
      .openAIPreference: [["input", "preferred_output", "non_preferred_output"]],
      .openAIReinforcement: [["messages", "reference_answer"]],
      .openAICompletion: [["prompt", "completion"]],
      .azure: [["messages"], ["input", "preferred_output", "non_preferred_output"]],
      .trl: [["prompt", "completion"]], .trlPreference: [["prompt", "chosen", "rejected"]],
      .axolotl: [["messages"], ["messages", "chosen", "rejected"]],
    ]
    for (format, allowed) in keys {
      let export = try DatasetExport(contents, as: format)
      for file in data(of: export) {
        let text = String(decoding: file.bytes.drop { $0 != UInt8(ascii: "{") }, as: UTF8.self)
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
          let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
          #expect(allowed.contains(Set(object?.keys.map { $0 } ?? [])), "\(format): \(line.count)")
        }
      }
    }
  }

  @Test func `Azure's files begin with a byte order mark, and no other's do`() throws {
    let contents = try ExchangedDataset.contents(seed: 4)
    for format in ExportFormat.allCases {
      for file in data(of: try DatasetExport(contents, as: format)) {
        #expect(file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) == (format == .azure), "\(file.name)")
      }
    }
  }

  @Test func `what a format has no place for is counted, and the rest is written`() throws {
    let lines = [
      #"{"messages": [{"role": "assistant", "content": "Hello."}]}"#,
      #"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#,
    ]
    let contents = try Dataset(display: "") {
      $0 == "train.jsonl" ? Data(lines.joined(separator: "\n").utf8) : nil
    }
    let alpaca = try DatasetExport(contents, as: .alpaca)
    #expect(alpaca.counts.map(\.examples) == [1])
    #expect(alpaca.findings.map(\.rule) == ["export-left-out"])
    #expect(alpaca.findings[0].message.hasPrefix("1 chat is left out of alpaca"))
    let trl = try DatasetExport(contents, as: .trl)
    #expect(trl.counts.map(\.examples) == [1], "TRL looks into the first message of a prompt")
    let pairs = try DatasetExport(contents, as: .openAIPreference)
    #expect(pairs.files.isEmpty)
    #expect(pairs.findings.map(\.rule) == ["export-left-out", "export-empty"])
  }

  @Test func `cells that a spreadsheet would reckon with are reported`() throws {
    let line =
      #"{"messages": [{"role": "user", "content": "=1+1"}, {"role": "assistant", "content": "2"}]}"#
    let contents = try Dataset(display: "") { $0 == "train.jsonl" ? Data(line.utf8) : nil }
    let csv = try DatasetExport(contents, as: .csv)
    #expect(csv.findings.map(\.rule) == ["export-formula"])
  }

  @Test func `what a finished dataset has twice is exported twice`() throws {
    let line =
      #"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}"#
    let contents = try Dataset(display: "") { $0 == "train.jsonl" ? Data("\(line)\n\(line)\n".utf8) : nil }
    #expect(try DatasetExport(contents, as: .openAI).counts.map(\.examples) == [2])
  }

  @Test func `a folder's lineage gives its examples their ids, and a gap in it is named`() throws {
    var files = try ExchangedDataset.files(seed: 5, examples: 4)
    let whole = try Dataset(display: "set/") { files[$0] }
    #expect(whole.findings.isEmpty)
    #expect(whole.entries.first?.example.id == "e-train-chat-1")
    #expect(whole.entries.first?.licence == "CC-BY-SA-4.0")
    let lineage = try #require(files["lineage.jsonl"])
    let second = try #require(lineage.firstIndex(of: UInt8(ascii: "\n")))
    files["lineage.jsonl"] = Data(lineage[(second + 1)...])
    let broken = try Dataset(display: "set/") { files[$0] }
    #expect(broken.findings.map(\.rule) == ["dataset-lineage-missing"])
    #expect(broken.findings.first?.place == SourcePlace("set/train.jsonl", line: 1))
    #expect(broken.entries.count == whole.entries.count)
    files["lineage.jsonl"] = Data(
      """
      {"id": "e-old", "split": "train", "line": 1, "recipe": "answer", "group": "a.dita", "sources": []}
      {"id": "e-none", "split": "train", "recipe": "answer", "group": "a.dita", "sources": []}
      """.utf8)
    let old = try Dataset(display: "set/") { files[$0] }
    #expect(old.entries.first?.example.id == "e-old", "a line of the first release")
    let fault = try #require(old.findings.first)
    #expect(fault.rule == "dataset-lineage-broken")
    #expect(fault.place == SourcePlace("set/lineage.jsonl", line: 2))
    #expect(fault.message.hasSuffix("'line' is missing"))
  }

  @Test func `the catalogue lists the formats as they are`() throws {
    let rows = ExportFormat.allCases.map { format in
      let kinds = format.kinds.map { $0 == .chat ? "chats" : "preferences" }
      return ["`\(format.rawValue)`", format.summary, kinds.joined(separator: ", ")]
    }
    try expectTable(["format", "what it is", "examples"], rows, on: "Exchange.md")
  }
}
