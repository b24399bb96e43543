import ArgumentParser
import Core
import Newsroom

/// What the commands that read documents take.
struct DocumentOptions: ParsableArguments {
  @Argument(help: "Files, or folders with all that is in them.", completion: .file())
  var files: [String]

  @OptionGroup var printing: PrintOptions

  var output: Output { printing.output }

  /// Reads what is named.
  func read() async throws -> [DocumentShelf.Entry] {
    try await DocumentShelf(files).read(progress: printing.progress)
  }
}
