import ArgumentParser
import Core
import Newsroom

/// `colophon publish`.
struct Publish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the listing the version of record, after verifying its whole chain.",
    discussion: """
      The desk's corrections stand in the piece's PublisherEditorial/editorial.xml. To return the
      piece instead, send it back: colophon send-back.
      """)

  @Argument(help: "The piece.")
  var piece: String

  @Option(help: ArgumentHelp("A word for the record.", valueName: "text"))
  var note = ""

  @Option(help: ArgumentHelp("Why the last contributor publishes.", valueName: "reason"))
  var override: String?

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let outcome = try await newsroom.publish(
      newsroom.piece(piece), as: options.worker(in: newsroom), note: note, override: override)
    try options.output.answer(outcome) { outcome.text }
  }
}
