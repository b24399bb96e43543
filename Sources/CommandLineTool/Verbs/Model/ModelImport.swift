import ArgumentParser
import Core
import Engines
import Newsroom
import Store

/// `colophon model import`.
struct ModelImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over what a server has of fine-tuning, before it goes.",
    discussion: """
      Jobs with their events, checkpoints and files, and the definitions of evaluations go to \
      Models/<name>/imported as plain files; run again, what is new is added. The server is the one of \
      OPENAI_BASE_URL and OPENAI_API_KEY; --from reads a folder of dumps instead. What a server refuses \
      is said, and the rest goes on. An evaluation's definition is taken by `model evaluate --graders`.
      """)

  @Argument(help: "The model; it need not be there.")
  var model: String

  @Option(help: ArgumentHelp("A folder of dumps.", valueName: "folder"))
  var from: String?

  @Option(help: ArgumentHelp("Only this job; may be repeated.", valueName: "id"))
  var job: [String] = []

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let folder = "Models/\(try newsroom.newModel(model).name)/imported"
    let importing = HostedImport(into: "\(newsroom.desk.root)/\(folder)")
    let report: ImportReport
    if let from {
      report = try importing.run(fromDump: from)
    } else {
      Interruption.watch(options.output)
      let server = OpenAITuning(try OpenAISettings(environment: CommandLineTool.environment))
      report = try await importing.run(from: server, jobs: job.isEmpty ? nil : Set(job))
    }
    let output = options.output
    output.talk(report.findings)
    try output.answer(report) {
      var table = Table("WHAT", "FOUND", "NEW", "NEWER")
      for (name, count) in [
        ("jobs", report.jobs), ("events", report.events), ("checkpoints", report.checkpoints),
        ("files", report.files), ("evaluations", report.evals),
      ] {
        table.add(name, "\(count.found)", "\(count.added)", "\(count.updated)")
      }
      return "\(table.text(output))\n\(folder)"
    }
    if report.findings.contains(where: \.isBlocking) { throw ExitCodes.findings }
  }
}
