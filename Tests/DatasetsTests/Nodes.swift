import Core
import Datasets
import Formats
import Foundation

/// A design node for a test; its id and path are made of its document and line.
func node(
  _ kind: DesignNode.Kind, _ text: String, role: String? = nil, in document: String = "rooms.html",
  line: Int = 1, under section: [String] = []
) -> DesignNode {
  DesignNode(
    id: "\(document):\(line):\(kind.rawValue)", kind: kind, text: text, role: role,
    document: document, path: "/html/body/*[\(line)]", line: line, section: section,
    digest: Digest(of: text))
}

/// A document with one section of one paragraph.
func document(_ name: String, says text: String) -> [DesignNode] {
  [
    node(.section, "About \(name)", in: name, line: 1),
    node(.paragraph, text, in: name, line: 2, under: ["About \(name)"]),
  ]
}

extension DatasetBuilder {
  /// A builder with short templates.
  static func plain(
    _ budget: TokenBudget? = nil, reviews: ReviewLedger = .init()
  ) throws -> DatasetBuilder {
    let templates = [
      "recipes/system.mustache": "Write for {{audience}} in this voice: {{voice}}",
      "recipes/section.mustache": "Section {{heading}} of {{title}}, under {{trail}}, {{document}}",
      "recipes/answer.mustache": "Answer: {{question}}",
      "recipes/microcopy.mustache": "Text of the {{role}} in {{context}}",
    ]
    let style = try DatasetStyle(
      DatasetSubject(
        title: "Study rooms", audience: "members", voice: "plain", language: "en-GB",
        licence: "CC-BY-4.0")
    ) { path in
      TemplateFile(display: path, bytes: .init((templates[path] ?? "").utf8))
    }
    return DatasetBuilder(style: style, budget: budget, reviews: reviews)
  }
}

/// The report as a test reads it.
struct Report: Decodable {
  struct Duplicate: Decodable {
    var example: String
    var group: String
    var keeps: String
    var jaccard: Double?
    var shared: String?
  }
  var duplicates: [Duplicate]
  var groups: [String: Example.Split]
  var skipped: [String: Int]
}

extension BuiltDataset {
  var train: Data { files["train.jsonl"] ?? Data() }
  var validation: Data { files["validation.jsonl"] ?? Data() }
  var test: Data { files["test.jsonl"] ?? Data() }
  var lineage: Data { files["lineage.jsonl"] ?? Data() }
  var card: Data { files["card.md"] ?? Data() }
  var report: Data { files["report.json"] ?? Data() }
  /// Its examples, in the order of its files; none where they cannot be read back.
  var examples: [Example] { ((try? dataset())?.entries ?? []).map(\.example) }

  /// The report, read back.
  func readReport() throws -> Report { try JSONDecoder().decode(Report.self, from: report) }

  /// The lineage, read back.
  func readLineage() throws -> [Example.Lineage] {
    try CanonicalJSON.readLines(Example.Lineage.self, from: lineage)
  }
}
