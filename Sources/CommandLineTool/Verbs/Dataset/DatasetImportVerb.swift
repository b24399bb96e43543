import ArgumentParser
import Core
import Datasets
import Newsroom

/// `colophon dataset import`.
struct DatasetImportVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a dataset of files that others wrote.",
    discussion: """
      Fine-tuning files (OpenAI, TRL, LLaMA-Factory, Axolotl), preferences, prompt and completion, \
      Alpaca, ShareGPT, batch input with its output, ChatGPT's conversations.json, and tables (CSV, \
      TSV) are known by what is in them. What a dataset has no place for (tools, images) is listed \
      with its line and left out; all else is kept.
      """)

  @Argument(help: "The files; a batch's input and output together.", completion: .file())
  var files: [String]

  @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var out: String

  @Option(help: "What the dataset is called.")
  var title = "Imported dataset"

  @Option(help: ArgumentHelp("The language of its texts, such as en or de-CH.", valueName: "tag"))
  var language: String?

  @Option(help: ArgumentHelp("The licence of its texts, as SPDX names it.", valueName: "id"))
  var licence = ""

  @Flag(help: "Keep the splits that file names or a column give, in place of making them.")
  var keepSplits = false

  @OptionGroup var printing: PrintOptions

  /// The answer.
  private struct Answer: Encodable {
    var folder: String
    var files: [DatasetImport.File]
    var bySplit: [String: Int]
    var findings: [Finding]
  }

  /// More findings of one rule than this are counted, not printed: the report lists them all.
  private static let mostPrinted = 20

  mutating func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Name the files to import.") }
  }

  func run() async throws {
    let read = try DatasetImport(DatasetFiles.forImport(files))
    talk(read.findings)
    guard !read.examples.isEmpty else {
      throw NewsroomError(
        .refused, "no example could be read, and \(out) is not written",
        remedy: "Look at the findings, or name other files.")
    }
    let dataset = try ImportedDataset(
      read, about: .init(title: title, language: language, licence: licence),
      splitting: keepSplits ? .asGiven : .byGroup, budget: try budget(), folder: "\(out)/")
    try OutputFolder(out).write(dataset.files)
    // What the files themselves have was told already.
    talk(Array(dataset.built.findings.dropFirst(read.findings.count)))
    let report = try DatasetReport { dataset.files[$0] }
    let dropped = report.dropped.exact + report.dropped.near
    let answer = Answer(
      folder: out, files: read.files, bySplit: dataset.counts, findings: dataset.built.findings)
    try printing.output.answer(answer) { text(answer, dropped: dropped) }
    if dataset.built.findings.contains(where: \.isBlocking) { throw ExitCodes.findings }
  }

  /// What tokens are counted and priced with.
  private func budget() throws -> TokenBudget {
    let shelf = TokenShelf(environment: CommandLineTool.environment)
    return TokenBudget(counter: try shelf.counter(for: .o200k))
  }

  private func talk(_ findings: [Finding]) {
    var printed: [String: Int] = [:]
    printing.output.talk(
      findings.filter { finding in
        printed[finding.rule, default: 0] += 1
        return printed[finding.rule, default: 0] <= Self.mostPrinted
      })
    guard !printing.json else { return }
    for (rule, count) in printed.sorted(by: { $0.key < $1.key }) where count > Self.mostPrinted {
      let rest = count - Self.mostPrinted
      printing.output.note("... and \(rest) more of [\(rule)]: see report.json.")
    }
  }

  private func text(_ answer: Answer, dropped: Int) -> String {
    var table = Table("examples", "left out", "format", "file")
    for file in answer.files {
      let formats = file.formats.keys.sorted().joined(separator: ", ")
      table.add("\(file.examples)", "\(file.leftOut)", formats.isEmpty ? "-" : formats, file.name)
    }
    let splits = Example.Split.allCases.map { split in
      "\(answer.bySplit[split.rawValue] ?? 0) \(split.rawValue)"
    }
    let near =
      dropped == 0 ? "" : "\n\(dropped.counted("near-duplicate")) left out: see report.json."
    return table.text(printing.output) + near + "\nWrote \(out): " + splits.joined(separator: ", ")
      + "."
  }
}
