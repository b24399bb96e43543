import ArgumentParser
import Core
import Newsroom

/// `colophon model evaluate`.
struct ModelEvaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Have a model answer a set's prompts, and measure its answers.",
    discussion: """
      The set is a file with one chat a line, whose last message is the answer that is wanted: a \
      dataset's frozen test.jsonl. A server of gateway.yml answers; one whose `model` is not said is \
      asked for the weights by their folder, as `transformers serve` takes them. What was answered is on \
      record, so that a repeated command asks only what is missing.

      With --log-probabilities the server is asked how likely the model held each token of its answer, \
      and perplexity is measured, where the server says it of every token.

      `format` is the share of answers in the form of the wanted one, `house-style` of those that break \
      nothing of Templates/house-style.yml.

      --graders takes graders of OpenAI's API in JSON (string_check, text_similarity, label_model, \
      score_model, multi), which are run here.
      """)

  @Argument(help: "The model.")
  var model: String

  @Argument(
    help: ArgumentHelp(
      "What is measured: a version, a run, best, base, or server:NAME.", valueName: "subject"))
  var subject: String

  @Option(help: ArgumentHelp("The file of chats.", valueName: "file"))
  var set: String

  @Option(help: ArgumentHelp("The server of gateway.yml that answers.", valueName: "name"))
  var backend: String?

  @Option(help: ArgumentHelp("A file of graders.", valueName: "file"))
  var graders: String?

  @Option(
    help: ArgumentHelp(
      "The server that answers graders' questions; without it, the one that is measured.",
      valueName: "name"))
  var judge: String?

  @Flag(help: "Ask all anew: what a server calls by a name may have changed.")
  var again = false

  @Option(help: ArgumentHelp("The most tokens of an answer.", valueName: "number"))
  var maxTokens = 512

  @Option(help: ArgumentHelp("How many prompts to have under way.", valueName: "number"))
  var concurrency = 4

  @Option(
    help: ArgumentHelp("What all calls may cost together.", valueName: "dollars"),
    transform: Dollars.ceiling(named:))
  var ceiling: Double?

  @Flag(help: "Measure perplexity, from the log-probabilities of the answers' tokens.")
  var logProbabilities = false

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard (1...1024).contains(concurrency) else {
      throw ValidationError("--concurrency is a number from 1 to 1024.")
    }
    guard (1...1_000_000).contains(maxTokens) else {
      throw ValidationError("--max-tokens is a number from 1 to 1000000.")
    }
  }

  func run() async throws {
    Interruption.watch(options.output)
    let newsroom = try options.newsroom()
    let order = EvaluationOrder(
      set: set, backend: backend, graders: graders, judge: judge, maxTokens: maxTokens,
      concurrency: concurrency, ceiling: ceiling, logProbabilities: logProbabilities)
    let report = try await newsroom.model(model).evaluate(
      subject, again ? order.anew : order, as: options.worker(in: newsroom))
    let output = options.output
    for note in report.notes ?? [] { output.note(note) }
    try output.answer(report) { ModelText(output).text(of: report) }
    if report.taken.failed > 0 { throw ExitCodes.findings }
  }
}
