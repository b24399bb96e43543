import ArgumentParser
import Core
import FoundationEssentials
import Newsroom
import Tuning

/// `colophon model tune`.
struct ModelTune: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Run a plan: every run that has no model yet, one after another.",
    discussion: """
      The plan is Models/<name>/tune.yml:

        name: house-voice
        base: Bases/tiny                # a model in Hugging Face's format
        dataset: Sets/voice             # with train.jsonl, validation.jsonl
        trainer: pytorch                # pytorch, transformers, tensorflow
        seeds: [1, 2]
        hyperparameters:
          learningRate: {from: 1e-5, to: 1e-3, steps: 3, scale: log}
        ceiling: {minutes: 90}

      Ctrl-C asks the trainer to write a checkpoint and end; the same command goes on from there, \
      after a crash too. A trainer that an earlier command left alive is followed. Without --python, \
      an environment of the trainer's own is made once, by venv and pip.

      With `trainer: openai` the server of OPENAI_BASE_URL tunes: stopped by Ctrl-C, its job is cancelled; \
      killed, the next command follows the same job. With `cluster: {kind: slurm}` the runs become one job \
      array; the cluster's machines must see the desk and the trainer's Python under the same paths. \
      `processes: N` shares each step among N processes (pytorch).
      """)

  @Argument(help: "The model.")
  var model: String

  @Option(
    help: ArgumentHelp("A Python that has what the trainer requires.", valueName: "program"))
  var python: String?

  @Flag(help: "Only say what would be run, and what it will take.")
  var estimate = false

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let model = try newsroom.model(model)
    let outlook = try model.outlook()
    let output = options.output
    output.talk(outlook.findings)
    if estimate {
      return try output.answer(outlook) { ModelText(output).text(of: outlook) }
    }
    output.note(ModelText(output).summary(of: outlook))
    Interruption.watch(output)
    let news = TuningNews(output: output, progress: options.printing.progress)
    let outcome = try await model.tune(
      with: python.map { .at(Self.whole($0)) } ?? .made(cache: PythonCache.folder)
    ) { news.tell($0) }
    try output.answer(outcome) { ModelText(output).text(of: outcome) }
    switch outcome.end {
    case "cancelled": throw ExitCodes.interrupted
    case "ceiling": throw ExitCodes.findings
    default: if !outcome.failed.isEmpty { throw ExitCodes.findings }
    }
  }

  private static func whole(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }
}
