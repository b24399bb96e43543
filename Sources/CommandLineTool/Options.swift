import ArgumentParser
import Core
import Formats
import Newsroom
import Store

/// What every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The desk's folder, or one in it.", valueName: "folder"))
  var desk = "."

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who is at work: an id of the roster in colophon.yml. COLOPHON_AS says it for all commands.",
      valueName: "id"))
  var actor: String?

  @OptionGroup var printing: PrintOptions

  /// The newsroom of the desk that is named.
  func newsroom() throws -> Newsroom {
    try Newsroom(Desk.find(from: desk), world: CommandLineTool.world(progress: printing.progress))
  }

  /// Who is at work.
  func worker(in newsroom: Newsroom) throws -> Actor {
    try newsroom.actor(actor ?? CommandLineTool.environment["COLOPHON_AS"])
  }

  /// What prints for a person or a program.
  var output: Output { printing.output }
  var json: Bool { printing.json }
  var quiet: Bool { printing.quiet }
}
