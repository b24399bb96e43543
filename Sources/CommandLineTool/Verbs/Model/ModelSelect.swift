import ArgumentParser
import Core
import Evaluation
import Formats
import Newsroom

/// `colophon model select`.
struct ModelSelect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "select",
    abstract: "Put models side by side on the same prompts, and write down which is built on.",
    discussion: """
      A candidate is a model as a server of gateway.yml calls it (gpt-4.1-mini@hosted), or the plan's base \
      (base@local). --choose writes Models/<name>/selection.yml with every candidate's figures; without it \
      nothing is decided. What was answered is on record, so that a repeated command asks nothing twice.
      """)

  @Argument(help: "The model that one is chosen for; it need not be there.")
  var model: String

  @Option(
    help: ArgumentHelp("A candidate; name two or more.", valueName: "model@backend"))
  var candidate: [String] = []

  @Option(help: ArgumentHelp("The file of chats.", valueName: "file"))
  var set: String

  @Option(help: ArgumentHelp("How many prompts to show with all answers.", valueName: "number"))
  var samples = 3

  @Option(help: ArgumentHelp("The most tokens of an answer.", valueName: "number"))
  var maxTokens = 512

  @Option(help: ArgumentHelp("The candidate that is chosen.", valueName: "model@backend"))
  var choose: String?

  @Option(help: ArgumentHelp("Why it is chosen.", valueName: "text"))
  var reason: String?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard candidate.count > 1, Set(candidate).count == candidate.count else {
      throw ValidationError("Name two candidates or more, each once: --candidate MODEL@BACKEND.")
    }
    guard (choose == nil) == (reason == nil) else {
      throw ValidationError("A choice has a reason: --choose MODEL@BACKEND --reason TEXT.")
    }
    guard (0...1000).contains(samples), (1...1_000_000).contains(maxTokens) else {
      throw ValidationError("--samples is a number from 0 to 1000, --max-tokens from 1 to 1000000.")
    }
  }

  func run() async throws {
    Interruption.watch(options.output)
    let newsroom = try options.newsroom()
    let model = try newsroom.newModel(model)
    let worker = try options.worker(in: newsroom)
    let output = options.output
    let selection = try await model.sideBySide(
      candidate, EvaluationOrder(set: set, maxTokens: maxTokens), samples: samples, as: worker)
    try output.answer(selection) { text(of: selection, output) }
    guard let choose, let reason else { return }
    let choice = try model.choose(
      choose, of: candidate, in: selection, reason: reason, as: worker)
    output.note("Chosen: \(choice.chosen). Models/\(model.name)/selection.yml")
  }

  private func text(of selection: ModelSelection, _ output: Output) -> String {
    var table = Table("CANDIDATE", "CHRF2", "TOKEN_F1", "GROUNDED", "HALF WITHIN", "COST", "FAILED")
    for (name, report) in zip(candidate, selection.candidates) {
      func figure(_ name: String) -> String {
        report.figures.first { $0.score.name == name }.map { Figure.text($0.score.value) } ?? "-"
      }
      table.add(
        name, figure("chrF2"), figure("token_f1"), figure("grounded"),
        report.taken.medianSeconds.map { "\(Figure.text($0)) s" } ?? "-",
        report.taken.dollars.map(Figure.dollars) ?? "-", "\(report.taken.failed)")
    }
    let shown = selection.samples.map { sample in
      ([output.styled(sample.prompt, .bold), "wanted: \(sample.reference)"]
        + zip(candidate, sample.answers).map { "\($0): \($1)" }).joined(separator: "\n")
    }
    return ([table.text(output)] + shown).joined(separator: "\n\n")
  }
}
