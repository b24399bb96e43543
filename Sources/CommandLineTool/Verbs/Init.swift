import ArgumentParser
import Core
import FoundationEssentials
import Newsroom
import Store

/// `colophon init`.
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a desk: a folder with settings and templates, ready for Git.")

  @Argument(help: "The folder; made if it is not there.")
  var folder = "."

  @Flag(help: "Fill it with the sample: a public library's roster, two pipelines, four pieces.")
  var sample = false

  @Option(help: ArgumentHelp("The desk's name, printed on its pages.", valueName: "text"))
  var name: String?

  @Option(help: ArgumentHelp("Your name, for the roster.", valueName: "text"))
  var person: String?

  @Option(help: ArgumentHelp("Your address, for the roster.", valueName: "text"))
  var email: String?

  @OptionGroup var options: GlobalOptions

  struct Made: Encodable {
    var desk: String
    var files: [String]
  }

  func run() async throws {
    let user = CommandLineTool.environment["USER"] ?? "editor"
    let beginning: Newsroom.Beginning =
      sample
      ? .sample
      : .empty(
        deskName: name ?? "Our desk", person: person ?? user, email: email ?? "\(user)@localhost")
    let made = try await Newsroom.makeDesk(
      at: folder, beginning, world: CommandLineTool.world(progress: options.printing.progress))
    let root = made.newsroom.desk.root
    try options.output.answer(Made(desk: root, files: made.files)) {
      let next = sample ? "colophon status --desk \(folder)" : "colophon new <pipeline> \"<title>\""
      return "Made a desk in \(root): \(made.files.count) files.\nNext: \(next)"
    }
  }
}
