import ArgumentParser
import Core
import Evaluation
import Newsroom

/// `colophon model compare`.
struct ModelCompare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare a model's runs by their losses, or two models by their answers.",
    discussion: """
      With one name, the runs of Models/<name> side by side; --page draws their curves. With a second \
      and a third one, two of what was measured (a version, a run, best, base, server:NAME), the later \
      against the earlier: DIFFERENCE has the interval of 95 in 100 by paired bootstrap, and the gate says \
      whether the later one may take the earlier one's place. A measure that only one of them has, or that \
      was made in different ways, is left out and named.

      PEOPLE is what was said in stage 5 of drafts that the two wrote, over all pieces: their stars, and \
      how often a draft of the later one was preferred to one of the earlier one. It decides nothing.
      """)

  @Argument(help: "The model.")
  var model: String

  @Argument(help: ArgumentHelp("What is there now.", valueName: "baseline"))
  var baseline: String?

  @Argument(help: ArgumentHelp("What might take its place.", valueName: "candidate"))
  var candidate: String?

  @Option(help: ArgumentHelp("The set that both were measured on.", valueName: "file"))
  var set: String?

  @Option(help: ArgumentHelp("Write the runs' page into this file.", valueName: "file"))
  var page: String?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard (baseline == nil) == (candidate == nil) else {
      throw ValidationError("Name two to compare, what is there now and what might take its place.")
    }
    guard baseline == nil || page == nil else {
      throw ValidationError("--page is of the runs: leave the two names out.")
    }
  }

  func run() async throws {
    let model = try options.newsroom().model(model)
    let output = options.output
    guard let baseline, let candidate else {
      if let page { return try PageFile(page).write(model.comparisonPage(), output) }
      let table = try model.allRuns()
      return try output.answer(table) { ModelText(output).text(of: table, isPlan: false) }
    }
    let comparison = try model.compare(candidate, with: baseline, on: set)
    try output.answer(comparison) { ModelText(output).text(of: comparison) }
    if !comparison.verdict.isAllowed { throw ExitCodes.findings }
  }
}
