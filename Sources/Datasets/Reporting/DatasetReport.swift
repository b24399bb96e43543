import Core

/// `report.json`: what went into a dataset, what was left out, and why.
struct DatasetReport: Codable, Hashable {
  /// Design nodes read.
  var nodes: Int
  /// Examples made.
  var examples: Int
  var byRecipe: [String: Int]
  var bySplit: [String: Int]
  /// The split of each source document.
  var groups: [String: Example.Split]
  var duplicates: [Deduplication.Dropped]
  /// Nodes that gave no example, counted by the reason.
  var skipped: [String: Int]
  var findings: [Finding]
  var tokens: TokenReport?

  init(
    nodes: Int, examples: [ExampleRecord], counts: [Example.Split: Int],
    splits: [String: Example.Split], duplicates: [Deduplication.Dropped], skipped: [String: Int], findings: [Finding],
    tokens: TokenReport?
  ) {
    self.nodes = nodes
    self.examples = examples.count
    byRecipe = examples.reduce(into: [:]) { $0[$1.recipe, default: 0] += 1 }
    bySplit = Dictionary(uniqueKeysWithValues: counts.map { ($0.rawValue, $1) })
    groups = splits
    self.duplicates = duplicates
    self.skipped = skipped
    self.findings = findings
    self.tokens = tokens
  }
}
