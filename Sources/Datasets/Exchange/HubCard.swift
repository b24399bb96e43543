import Core
import Formats

/// `README.md` of a Hugging Face folder: the dataset's card under front matter that names the
/// folder's files and the types of their columns (hub-docs, `datasetcard.md`).
struct HubCard {
  let card: CardFacts
  let counts: [DatasetExport.Count]
  /// Of the examples.
  let licences: [String]

  func markdown() throws -> String {
    let yaml = String(decoding: try YAML.write(ExchangeValue.object(frontMatter)), as: UTF8.self)
    return "---\n\(yaml)---\n\n\(body)\n"
  }

  private var body: String { card.body.isEmpty ? "# \(card.title)" : card.body }

  private var frontMatter: [ExchangeValue.Member] {
    var members: [ExchangeValue.Member] = [
      .init(key: "configs", value: .list(configurations.map(\.files))),
      // Without the types, an empty list of sources would have none, and splits would differ.
      .init(key: "dataset_info", value: .list(configurations.map(\.features))),
      .init(key: "license", value: .text(licence)),
      .init(key: "pretty_name", value: .text(card.title)),
      .init(key: "size_categories", value: .list([.text(size)])),
      .init(key: "task_categories", value: .list([.text("text-generation")])),
    ]
    if !card.languages.isEmpty {
      members.append(.init(key: "language", value: .list(card.languages.map { .text($0) })))
    }
    return members
  }

  /// The Hub names licences in lower case, and has `other` for those it does not know.
  private var licence: String {
    let known = licences.isEmpty ? [card.licence].filter { !$0.isEmpty } : licences
    return known.count == 1 && !known[0].hasPrefix("LicenseRef") ? known[0].lowercased() : "other"
  }

  private var size: String {
    switch counts.reduce(0, { $0 + $1.examples }) {
    case ..<1_000: "n<1K"
    case ..<10_000: "1K<n<10K"
    case ..<100_000: "10K<n<100K"
    case ..<1_000_000: "100K<n<1M"
    default: "n>1M"
    }
  }

  /// What the Hub calls a configuration: files of the same columns.
  private struct Configuration {
    var files: ExchangeValue
    var features: ExchangeValue
  }

  private var configurations: [Configuration] {
    Example.Kind.allCases.compactMap { kind in
      let isPair = kind == .preference
      let paths = counts.map(\.path).filter { $0.hasPrefix("data/preference/") == isPair }
      guard !paths.isEmpty else { return nil }
      let name = ExchangeValue.text(isPair ? "preference" : "default")
      let columns = isPair ? ["prompt", "chosen", "rejected"] : ["messages"]
      let files = paths.map { path -> ExchangeValue in
        let split = (path.split(separator: "/").last ?? "").split(separator: ".").first ?? ""
        return .object(["split": .text(String(split)), "path": .text(path)])
      }
      let lists = columns.map { Self.list($0, ["role", "content"]) }
      let texts = ["id", "recipe", "group", "licence"].map { Self.column($0) }
      let sources = Self.list("sources", ["document", "path", "line", "node", "digest"])
      return Configuration(
        files: .object(["config_name": name, "data_files": .list(files)]),
        features: .object(["config_name": name, "features": .list(lists + texts + [sources])]))
    }
  }

  private static func column(_ name: String) -> ExchangeValue {
    .object(["name": .text(name), "dtype": .text(name == "line" ? "int64" : "string")])
  }

  private static func list(_ name: String, _ columns: [String]) -> ExchangeValue {
    .object(["name": .text(name), "list": .list(columns.map { column($0) })])
  }
}
