import ArgumentParser
import Core
import Newsroom
import Tuning

/// `colophon model runs`.
struct ModelRuns: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List a model's runs: what was tried, and what it gave.",
    discussion: """
      Those of the plan as it is now; with --all, those of earlier plans too. LOSS is the \
      validation loss of the model that was kept, in nats a token, LOWEST the lowest on the way, and * \
      marks the best run. Below stands what the sweep showed, and with --next the plan \
      to try next. A run that a server tunes can be paused, resumed and cancelled while it is at work.
      """)

  @Argument(help: "The model.")
  var model: String

  @Flag(help: "Runs of earlier plans too.")
  var all = false

  @Flag(help: "Print the plan that the runs suggest to try next.")
  var next = false

  @Option(help: ArgumentHelp("Have the job of this run wait.", valueName: "run"))
  var pause: String?

  @Option(help: ArgumentHelp("Have the job of this run go on.", valueName: "run"))
  var resume: String?

  @Option(help: ArgumentHelp("Have the job of this run end.", valueName: "run"))
  var cancel: String?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard [pause, resume, cancel].count(where: { $0 != nil }) < 2 else {
      throw ValidationError("--pause, --resume and --cancel are said one at a time.")
    }
  }

  func run() async throws {
    let model = try options.newsroom().model(model)
    let output = options.output
    if next { return try propose(model, output) }
    if let told = try await tell(model) {
      output.note("The job \(told.id) is \(told.status.rawValue).")
    }
    let table = try all ? model.allRuns() : model.outlook().table
    try output.answer(table) { ModelText(output).text(of: table, isPlan: !all) }
  }

  /// The job that something was asked of.
  private func tell(_ model: ModelDesk) async throws -> HostedJob? {
    if let pause { return try await model.jobs().pause(try model.run(pause)) }
    if let resume { return try await model.jobs().resume(try model.run(resume)) }
    if let cancel { return try await model.jobs().cancel(try model.run(cancel)) }
    return nil
  }

  private func propose(_ model: ModelDesk, _ output: Output) throws {
    guard let (plan, reasons) = try model.proposal() else {
      throw NewsroomError(
        .refused, "no run was measured yet, so that nothing can be said of the next ones",
        remedy: "Run the plan first: colophon model tune \(model.name).")
    }
    for reason in reasons { output.note(reason) }
    output.raw(try plan.yaml())
  }
}
