import ArgumentParser
import Core
import Datasets
import Newsroom

/// `colophon dataset stats`.
struct DatasetStats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count a dataset: splits, recipes, tokens, duplicates, what was left out.",
    discussion: "With --json, the dataset's report.json as it is.")

  @OptionGroup var argument: DatasetArgument

  func run() async throws {
    let files = try argument.files()
    let report = try DatasetReport(files.file)
    try argument.options.output.answer(report) { text(report) }
  }

  private func text(_ report: DatasetReport) -> String {
    let dropped = report.dropped
    var parts = [
      table("split", report.bySplit), table("recipe", report.byRecipe),
      report.tokenSentence ?? "",
      "\(dropped.exact.counted("exact duplicate")) and \(dropped.near.counted("near-duplicate")) "
        + "dropped.", report.leaks.sentence,
    ]
    if !report.skipped.isEmpty { parts.append(table("left out", report.skipped)) }
    parts.append("\(report.findings.count.counted("notice")).")
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func table(_ name: String, _ counts: [String: Int]) -> String {
    var table = Table(name, "number")
    for (key, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      table.add(key, "\(count)")
    }
    return table.text(argument.options.output)
  }
}
