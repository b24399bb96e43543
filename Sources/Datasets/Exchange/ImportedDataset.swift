import Core
import Formats
public import FoundationEssentials

/// A dataset of imported examples: the files of its folder.
public struct ImportedDataset: Sendable {
  /// What nobody can read from the files: what the dataset is called, and whose its texts are.
  public struct About: Sendable {
    public var title: String
    /// A language tag (BCP 47); `nil` where nobody said it.
    public var language: String?
    /// An SPDX identifier where there is one; empty where nobody said it.
    public var licence: String

    public init(title: String, language: String?, licence: String) {
      self.title = title
      self.language = language
      self.licence = licence
    }
  }

  /// Which split an example goes into.
  public enum Splitting: Sendable {
    /// By the hash of its group: see the splits of a built dataset.
    case byGroup
    /// As the files are named (`train.jsonl`, `valid.csv` ...), or a table's column says.
    case asGiven
  }

  /// The files, by their paths in the folder.
  public private(set) var files: [String: Data] = [:]
  /// Examples by split.
  public private(set) var counts: [String: Int] = [:]

  private struct Report: Encodable {
    var files: [DatasetImport.File]
    var bySplit: [String: Int]
    var findings: [Finding]
  }

  public init(_ read: DatasetImport, about: About, splitting: Splitting) throws {
    let splits = Self.splits(of: read, splitting)
    var lineage: [Example.Lineage] = []
    for split in Example.Split.allCases {
      let examples = zip(read.examples, splits).filter { $0.1 == split }.map(\.0)
      counts[split.rawValue] = examples.count
      for kind in Example.Kind.allCases {
        let ofKind = examples.filter { $0.kind == kind }
        // An empty split has a file nevertheless; pairs have files where there are any.
        if ofKind.isEmpty, kind == .preference { continue }
        files[DatasetContents.path(of: split, kind)] = try Self.lines(ofKind, split)
        lineage += ofKind.enumerated().map { index, example in
          Example.Lineage(example, split: split, line: index + 1, licence: about.licence)
        }
      }
    }
    files["lineage.jsonl"] = try CanonicalJSON.lines(lineage)
    files["card.md"] = Data(try Self.card(read, counts, about).utf8)
    files["report.json"] = try CanonicalJSON.document(
      Report(files: read.files, bySplit: counts, findings: read.findings))
  }

  /// The lines of one file of a dataset's folder.
  private static func lines(_ examples: [Example], _ split: Example.Split) throws -> Data {
    try CanonicalJSON.lines(
      examples.map { example in
        let format = example.kind == .chat ? ExportFormat.openAI : .openAIPreference
        let entry = DatasetContents.Entry(example: example, split: split, licence: "")
        return try ExportRecord(entry).value(as: format)
      })
  }

  /// The split of each example. Near twins go into one, and so does what is asked alike.
  private static func splits(of read: DatasetImport, _ splitting: Splitting) -> [Example.Split] {
    let examples = read.examples
    let given = examples.map { example -> Example.Split? in
      guard splitting == .asGiven else { return nil }
      let file = example.sources.first.map { ImportFile($0.document, Data()).namedSplit }
      return Example.Split(givenAs: read.namedSplits[example.id] ?? file ?? "")
    }
    guard given.contains(nil) else { return given.compactMap(\.self) }
    let texts = examples.map { $0.messages.map(\.content).joined(separator: "\n") }
    let pairs = NearDuplicates(texts, threshold: Deduplication.kinThreshold).pairs
    let assigner = SplitAssigner(
      groups: examples.map(\.group),
      kin: pairs.map { (examples[$0.first].group, examples[$0.second].group) })
    return zip(examples, given).map { example, given in given ?? assigner[example.group] }
  }

  private static func card(
    _ read: DatasetImport, _ counts: [String: Int], _ about: About
  ) throws -> String {
    var members: [ExchangeValue.Member] = [
      .init(key: "pretty_name", value: .text(about.title)),
      .init(key: "license", value: .text(about.licence.isEmpty ? "other" : about.licence)),
    ]
    if let language = about.language {
      members.append(.init(key: "language", value: .list([.text(language)])))
    }
    let yaml = String(decoding: try YAML.write(ExchangeValue.object(members)), as: UTF8.self)
    let files = read.files.map { file in
      let formats = file.formats.keys.sorted().joined(separator: ", ")
      return "| `\(file.name)` | \(formats) | \(file.examples) | \(file.leftOut) |"
    }
    let splits = Example.Split.allCases.map { "| \($0) | \(counts[$0.rawValue] ?? 0) |" }
    return """
      ---
      \(yaml)---

      # Prompt dataset: \(about.title)

      \(read.examples.count) examples imported from files that others wrote. Each line of
      `lineage.jsonl` names the file and the line behind one example; `report.json` says what was left
      out, and why.

      | file | format | examples | left out |
      | --- | --- | --- | --- |
      \(files.joined(separator: "\n"))

      | split | examples |
      | --- | --- |
      \(splits.joined(separator: "\n"))

      """
  }
}

extension Example.Split {
  /// The split that goes by a name in files of others.
  init?(givenAs name: String) {
    switch name.lowercased() {
    case "train", "training": self = .train
    case "validation", "valid", "val", "dev", "eval": self = .validation
    case "test", "testing", "heldout", "held-out": self = .test
    default: return nil
    }
  }
}
