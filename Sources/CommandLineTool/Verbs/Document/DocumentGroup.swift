import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document`: documents read, compared and checked where they lie, without a desk.
struct DocumentGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document",
    abstract: "Read, check and compare design documents, in a desk or outside of any.",
    subcommands: [
      DocumentRead.self, DocumentOutline.self, DocumentText.self, DocumentPreviewPage.self,
      DocumentCheck.self,
      DocumentFormats.self,
    ])
}

/// What the commands of the group take.
struct DocumentOptions: ParsableArguments {
  @Argument(help: "Files, or folders with all that is in them.")
  var files: [String]

  @Flag(help: "Print one JSON object, and nothing else.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "Print without colour, as NO_COLOR does.")
  var isPlain = false

  var output: Output { Output(isJSON: json, isQuiet: quiet, isPlain: isPlain) }

  /// Reads what is named.
  func read() async throws -> [DocumentShelf.Entry] {
    let bar = ProgressBar(isShown: !json && !quiet)
    return try await DocumentShelf(files).read { bar.show($0) }
  }
}
