public import Core
import Datasets
import FoundationEssentials
import Formats

/// Stage 3: makes a prompt dataset of the design set.
///
/// Responsible for: the three splits, their lineage, the dataset card and the report.
/// Boundaries: what an example is, and which is a duplicate, is the Datasets target's.
/// Invariant: every example names the design nodes it was made of; no source document's examples
/// stand in two splits.
public struct PromptDatasetsStage: Stage {
  public typealias Input = UXDesignDocs
  public typealias Output = PromptDatasets
  public static let id = StageID.promptDatasets

  public init() {}

  public func run(
    _ input: Accepted<UXDesignDocs>, in context: StageContext
  ) async throws -> StageProduct<PromptDatasets> {
    let useCase = try context.accepted(UseCasePrompt.self).artifact
    let nodes = try CanonicalJSON.readLines(
      DesignNode.self, from: context.bytes(input.artifact.nodes))
    let style = DatasetStyle(
      title: useCase.title, audience: useCase.audience, voice: useCase.voice,
      language: useCase.language, licence: useCase.licence)
    let recipes = try RecipeBook(
      files: context.templatePaths(RecipeBook.folder).map(context.template), style: style)
    context.progress(.init("building the dataset", done: 0, total: nodes.count))
    let built = try DatasetBuilder(recipes: recipes, budget: budget(in: context)).build(
      from: nodes, folder: context.display("", in: Self.id))
    context.progress(.init("building the dataset", done: nodes.count, total: nodes.count))
    let findings = built.findings + check(built, display: context.display("", in: Self.id))
    guard !built.examples.isEmpty else { return StageProduct(nil, findings: findings) }
    let jsonl = "application/jsonl"
    let dataset = try PromptDatasets(
      train: context.keep("train.jsonl", jsonl, built.train),
      validation: context.keep("validation.jsonl", jsonl, built.validation),
      test: context.keep("test.jsonl", jsonl, built.test),
      lineage: context.keep("lineage.jsonl", jsonl, built.lineage),
      card: context.keep("card.md", "text/markdown", built.card),
      report: context.keep("report.json", "application/json", built.report),
      counts: built.counts)
    return StageProduct(dataset, findings: findings)
  }

  /// Counts in the encoding of today's models: exactly where its ranks are installed.
  private func budget(in context: StageContext) throws -> TokenBudget {
    let encoding = TokenEncoding.o200k
    let file = context.rankFile(encoding.rawValue)
    let counter =
      try file.map {
        TokenCounter(try TokenRanks($0.bytes, for: encoding, display: $0.display))
      } ?? TokenCounter(estimating: encoding)
    return TokenBudget(
      counter: counter, prices: try PriceTable(context.template(PriceTable.path)))
  }
}
