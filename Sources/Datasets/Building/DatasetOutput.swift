import Core
import Formats
import FoundationEssentials

/// A dataset's files as they are written.
struct DatasetOutput {
  private let licence: String
  private let folder: String
  private var files: [String: Data] = [:]
  private var lineage = Data()
  /// The lines of each file so far.
  private var lines: [String: Int] = [:]
  private(set) var counts: [Example.Split: Int] = [:]
  private(set) var tokens: [Example.Split: [ChatTokens]] = [:]
  private(set) var findings: [Finding] = []

  init(licence: String, folder: String) {
    self.licence = licence
    self.folder = folder
    for split in Example.Split.allCases {
      files[Dataset.path(of: split, .chat)] = Data()
      counts[split] = 0
    }
  }

  /// Appends an example as the next line of its split.
  mutating func append(
    _ record: ExampleRecord, to split: Example.Split, _ review: Example.Judgement?
  ) throws {
    let path = Dataset.path(of: split, record.kind)
    let number = (lines[path] ?? 0) + 1
    lines[path] = number
    files[path, default: Data()].append(contentsOf: record.line)
    files[path, default: Data()].append(0x0A)
    lineage.append(
      contentsOf: try record.lineage(split: split, line: number, licence: licence, review: review))
    lineage.append(0x0A)
    counts[split, default: 0] += 1
    tokens[split, default: []].append(record.tokens)
    for remark in record.remarks {
      findings.append(
        Finding(
          rule: remark.rule, severity: remark.severity,
          place: SourcePlace(folder + path, line: number, column: remark.column),
          jsonPath: remark.jsonPath, message: remark.message, remedy: remark.remedy))
    }
  }

  /// The dataset.
  func dataset(card: String, report: DatasetReport, findings: [Finding]) throws -> BuiltDataset {
    var files = files
    files[Dataset.lineagePath] = lineage
    files["card.md"] = Data(card.utf8)
    files["report.json"] = try CanonicalJSON.document(report)
    return BuiltDataset(
      files: files,
      counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.rawValue, $1) }),
      findings: findings)
  }
}
