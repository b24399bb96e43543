import ArgumentParser
import Core
import Datasets
import Newsroom

/// `colophon dataset export`.
struct DatasetExportVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a dataset in the format of a provider or a training tool.",
    discussion: """
      FORMATS:
      \(ExportFormat.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

      The folder is written whole or not at all, and written again only where nobody has put \
      anything into it or changed it. lineage.jsonl in it names the sources of each line.
      """)

  @OptionGroup var argument: DatasetArgument

  @Option(
    help: ArgumentHelp("The format: see the list above.", valueName: "name"),
    transform: Self.format(named:))
  var format: ExportFormat

  @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "Folders fold-1 and on for cross-validation, each with train and test; the dataset's own "
        + "test split stays out.", valueName: "number"))
  var folds: Int?

  private var options: GlobalOptions { argument.options }

  /// The answer.
  private struct Answer: Encodable {
    var format: ExportFormat
    var folder: String
    var files: [DatasetExport.Count]
    var findings: [Finding]
  }

  private static func format(named name: String) throws -> ExportFormat {
    guard let format = ExportFormat(rawValue: name) else {
      let names = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no format '\(name)'; there are \(names).")
    }
    return format
  }

  func validate() throws {
    if let folds, !(2...1_000).contains(folds) {
      throw ValidationError("--folds takes a number from 2 to 1000.")
    }
  }

  func run() async throws {
    let dataset = try argument.files().dataset()
    let export =
      try folds.map { try DatasetExport(dataset, as: format, folds: $0) }
      ?? DatasetExport(dataset, as: format)
    let findings = dataset.findings + export.findings
    options.output.talk(findings)
    let answer = Answer(format: format, folder: out, files: export.counts, findings: findings)
    guard !export.counts.isEmpty else {
      try options.output.answer(answer) { "Nothing was written." }
      throw ExitCodes.findings
    }
    try OutputFolder(out).write(export.files)
    try options.output.answer(answer) {
      let files = export.counts.map { "  \($0.path): \($0.examples.counted("example"))" }
      return "Wrote \(out) as \(format.rawValue):\n\(files.joined(separator: "\n"))"
    }
    if findings.contains(where: \.isBlocking) { throw ExitCodes.findings }
  }
}
