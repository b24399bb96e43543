import ArgumentParser
import Core
import Newsroom

/// `colophon draft import`.
struct DraftImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring in a draft that was written elsewhere, or pasted from a chat window.",
    discussion: """
      It is lined up with the others and put forward. [S1] in the text cites a passage of the script, as \
      an engine does. --model names the model that wrote it, or helped, and the draft is disclosed as \
      written with one; --model none says that none did.
      """)

  @Argument(help: "The piece.")
  var piece: String

  @Argument(help: "The file; - for standard input.", completion: .file())
  var file: String

  @Option(help: ArgumentHelp("What it is a draft of.", valueName: "name"))
  var deliverable: String

  @Option(help: ArgumentHelp("Where it comes from, in your words.", valueName: "text"))
  var from: String

  @Option(
    help: ArgumentHelp("The model that wrote it or helped; none where none did.", valueName: "name")
  )
  var model = ""

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard from.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("Say where the draft comes from: --from TEXT")
    }
    guard model.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError(
        "Say which model wrote the draft or helped: --model NAME; where none did: --model none")
    }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let outcome = try await newsroom.importDraft(
      TextInput.bytes(of: file), for: deliverable, of: newsroom.piece(piece),
      .init(from: from, model: ModelOption.name(model)), as: options.worker(in: newsroom))
    try options.output.answer(outcome) { DraftText(options.output).text(of: outcome) }
    options.output.talk(outcome.findings)
  }
}
