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

extension DatasetStyle {
  static let plain = DatasetStyle(
    title: "Study rooms", audience: "members", voice: "plain", language: "en-GB",
    licence: "CC-BY-4.0")
}

extension RecipeBook {
  /// A system message, and recipes with short prompts.
  static let plainRecipes = [
    "system.mustache": "Write for {{audience}} in this voice: {{voice}}",
    "section.yml": """
    name: section
    version: 2
    title: Sections
    shape: section-text
    nodes: [section]
    fewestWords: 3
    prompt: Section {{heading}} of {{title}}, under {{trail}}, {{document}}
    """,
    "answer.yml": """
    name: answer
    version: 1
    title: Answers
    shape: following-answers
    fewestWords: 3
    prompt: "Answer: {{question}}"
    """,
    "microcopy.yml": """
    name: microcopy
    version: 1
    title: Labels
    shape: interface-text
    exceptRoles: [key]
    prompt: Text of the {{role}} in {{trail}}{{#sentence}}; {{sentence}}{{/sentence}}
    """,
  ]

  /// A book of recipes, by their file names.
  static func of(_ files: [String: String] = plainRecipes) throws -> RecipeBook {
    try RecipeBook(
      files: files.sorted { $0.key < $1.key }.map {
        TemplateFile(display: "Templates/recipes/\($0.key)", bytes: Data($0.value.utf8))
      }, style: .plain)
  }

  /// A book of one recipe, and a system message.
  static func of(recipe: String) throws -> RecipeBook {
    try of(["system.mustache": "Be brief.", "one.yml": recipe])
  }
}

extension DatasetBuilder {
  /// A builder with short recipes.
  static func plain(
    _ budget: TokenBudget? = nil, reviews: ReviewLedger = .init()
  ) throws -> DatasetBuilder {
    DatasetBuilder(recipes: try .of(), budget: budget, reviews: reviews)
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
