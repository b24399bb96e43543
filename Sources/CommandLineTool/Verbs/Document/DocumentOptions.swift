import ArgumentParser
import Core
import Newsroom

/// What the commands that read documents take.
struct DocumentOptions: ParsableArguments {
  @Argument(help: "Files, or folders with all that is in them.", completion: .file())
  var files: [String]

  @Option(
    name: .customLong("profile"),
    help: ArgumentHelp(
      "A profile of your own, or a folder of them, beside the built-in ones and the desk's.",
      valueName: "path"),
    completion: .file(extensions: ["yml"]))
  var profiles: [String] = []

  @OptionGroup var printing: PrintOptions

  var output: Output { printing.output }

  /// Reads what is named.
  func read() async throws -> [DocumentShelf.Entry] {
    try await DocumentShelf(files, profiles: profiles).read(progress: printing.progress)
  }
}
