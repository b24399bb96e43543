import ArgumentParser
import Core
import Datasets
import Newsroom

/// `colophon dataset diff`.
struct DatasetDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show which examples were added, removed, changed or moved, and why.",
    discussion: """
      Of two folders, or of a piece: its newest dataset and the one before it, the one there was \
      --since a day, or two that are named by their hand-offs (colophon log) or manifests. Ends with \
      0 where nothing differs, with 1 where something does.

      With --json: "entries", each with "change" (added, removed, changed, moved), "recipe", "kind", \
      "group" (the source document), "old" and "new" (id, split, line, messages, sources) and \
      "reasons" (cause and detail; causes: sourceChanged, sourceGone, sourceNew, sourceUnused, \
      recipe, instruction, review, duplicate, rule, regrouped, unknown), and "counts". Of a piece, \
      this is "comparison", beside "old" and "new" with the hand-offs.
      """)

  @Argument(
    help: ArgumentHelp(
      "Two datasets' folders, the old one first; or a piece, and its old and new dataset.",
      valueName: "name"))
  var names: [String]

  @Option(help: ArgumentHelp("A day or a time, ISO 8601.", valueName: "time"))
  var since: String?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard names.count <= 3, since == nil || names.count == 1 else {
      throw ValidationError("Name two folders; or a piece, and its datasets or --since.")
    }
    if let since, since.wholeMatch(of: /\d{4}-\d\d-\d\d(T[\d:.]+Z?)?/) == nil {
      throw ValidationError("--since takes 2026-11-21, or 2026-11-21T09:30.")
    }
  }

  func run() async throws {
    let output = options.output
    let comparison: DatasetComparison
    if names.count == 2, (try? DatasetFiles(folder: names[0])) != nil {
      comparison = DatasetComparison(
        from: try shelf(names[0]).snapshot(), to: try shelf(names[1]).snapshot())
      try output.answer(comparison) { DatasetComparisonText(comparison, output).text }
    } else {
      let newsroom = try options.newsroom()
      let found = try newsroom.compareDatasets(of: newsroom.piece(names[0]), choice)
      comparison = found.comparison
      try output.answer(found) {
        let title = "\(Self.words(of: found.old)) → \(Self.words(of: found.new))"
        return output.styled(title, .bold) + "\n" + DatasetComparisonText(comparison, output).text
      }
    }
    if !comparison.isEqual { throw ExitCodes.findings }
  }

  private var choice: Newsroom.DatasetChoice {
    if let since { return .since(since) }
    guard names.count > 1 else { return .newest }
    return .named(names[1], names.count > 2 ? names[2] : nil)
  }

  private func shelf(_ folder: String) -> DatasetShelf {
    DatasetShelf(folder, world: CommandLineTool.world(progress: options.printing.progress))
  }

  private static func words(of version: PieceDatasetComparison.Version) -> String {
    "\(version.dataset.short) (\(version.at.prefix(10))\(version.isAccepted ? ", approved" : ""))"
  }
}
