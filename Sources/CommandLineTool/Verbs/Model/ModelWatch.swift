import ArgumentParser
import Core
import FoundationEssentials
import Newsroom
import Tuning

/// `colophon model watch`.
struct ModelWatch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follow a run until it ends, or write a page about it.",
    discussion: """
      The page has the run's curves, its samples at each checkpoint, and what was cut; it stands alone, \
      and loads nothing.
      """)

  @Argument(help: "The model.")
  var model: String

  @Argument(help: ArgumentHelp("The run: its id or its beginning, or best.", valueName: "run"))
  var run: String

  @Option(
    help: ArgumentHelp("Write the page into this file, and follow nothing.", valueName: "file"))
  var page: String?

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let model = try options.newsroom().model(model)
    let run = try model.run(self.run)
    let output = options.output
    if let page { return try PageFile(page).write(model.page(of: run), output) }
    let news = TuningNews(output: output, progress: options.printing.progress)
    for try await update in model.updates(of: run) { news.tell(update, of: run) }
    if Task.isCancelled { return }
    let table = RunTable(try model.allRuns().rows.filter { $0.id == run })
    try output.answer(table) { ModelText(output).text(of: table, isPlan: false) }
  }
}
