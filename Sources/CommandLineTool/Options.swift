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

  @Flag(help: "Print one JSON object, and nothing else.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "Print without colour, as NO_COLOR does.")
  var isPlain = false

  /// The newsroom of the desk that is named.
  func newsroom() throws -> Newsroom {
    try Newsroom(Desk.find(from: desk), world: CommandLineTool.world(progress: progress))
  }

  /// Who is at work.
  func worker(in newsroom: Newsroom) throws -> Actor {
    try newsroom.actor(actor ?? CommandLineTool.environment["COLOPHON_AS"])
  }

  /// What prints for a person or a program.
  var output: Output { Output(isJSON: json, isQuiet: quiet, isPlain: isPlain) }

  var progress: @Sendable (StageContext.Progress) -> Void {
    let bar = ProgressBar(isShown: !json && !quiet)
    return { bar.show($0) }
  }
}
