public import Core
public import FoundationEssentials
import Formats

/// Makes a prompt dataset of a design set. Equal nodes and templates give equal bytes.
public struct DatasetBuilder: Sendable {
  private let style: DatasetStyle

  public init(style: DatasetStyle) { self.style = style }

  /// Builds the three splits with their lineage, card and report.
  public func build(from nodes: [DesignNode]) throws -> BuiltDataset {
    var recipes = ExampleRecipes(style: style)
    try recipes.read(nodes)
    let unique = Deduplication(recipes.examples)
    let assigner = SplitAssigner(groups: unique.kept.map(\.group))
    var lines: [Example.Split: Data] = [:]
    var lineage: [Example.Lineage] = []
    var counts: [String: Int] = [:]
    for split in Example.Split.allCases {
      let examples = unique.kept.filter { assigner[$0.group] == split }
      lines[split] = try CanonicalJSON.lines(examples.map { ["messages": $0.messages] })
      counts[split.rawValue] = examples.count
      lineage += examples.enumerated().map { index, example in
        Example.Lineage(
          id: example.id, split: split, line: index + 1, recipe: example.recipe,
          group: example.group, sources: example.sources)
      }
    }
    var findings: [Finding] = []
    for split in Example.Split.allCases {
      findings += DatasetValidation.findings(
        in: lines[split] ?? Data(), display: "PromptDatasets/\(split.rawValue).jsonl")
    }
    let groups = Dictionary(unique.kept.map { ($0.group, assigner[$0.group]) }) { first, _ in first }
    let training = SourcePlace("PromptDatasets/train.jsonl")
    if !unique.kept.isEmpty, groups.count < 3 {
      findings.append(.noHeldOut(groups.count, at: training))
    }
    if let count = counts[Example.Split.train.rawValue], count < 10 {
      findings.append(.fewExamples(count, at: training))
    }
    var byRecipe: [String: Int] = [:]
    for example in unique.kept { byRecipe[example.recipe, default: 0] += 1 }
    let report = DatasetReport(
      nodes: nodes.count, examples: unique.kept.count, byRecipe: byRecipe, bySplit: counts,
      groups: groups, duplicates: unique.dropped, skipped: recipes.skipped, findings: findings)
    return BuiltDataset(
      train: lines[.train] ?? Data(), validation: lines[.validation] ?? Data(),
      test: lines[.test] ?? Data(), lineage: try CanonicalJSON.lines(lineage),
      card: Data(report.card(style).utf8), report: try CanonicalJSON.document(report),
      counts: counts, findings: findings, examples: unique.kept)
  }
}

/// A dataset's files, and what its checks say.
public struct BuiltDataset: Hashable, Sendable {
  public var train: Data
  public var validation: Data
  public var test: Data
  /// One ``Example/Lineage`` a line.
  public var lineage: Data
  public var card: Data
  public var report: Data
  /// Examples by split.
  public var counts: [String: Int]
  public var findings: [Finding]
  public var examples: [Example]
}
