public import Core
public import FoundationEssentials

/// A dataset's files, and what its checks say.
public struct BuiltDataset: Hashable, Sendable {
  /// One chat a line, `{"messages": [...]}`; as ``validation`` and ``test``.
  public var train: Data
  public var validation: Data
  public var test: Data
  /// One `Example.Lineage` a line, in the order of the three files.
  public var lineage: Data
  /// The dataset card, in Markdown.
  public var card: Data
  /// What went in, what was left out, and why, in JSON.
  public var report: Data
  /// Examples by split.
  public var counts: [String: Int]
  public var findings: [Finding]
  /// Every example, in the order of the documents.
  public var examples: [Example]
}
