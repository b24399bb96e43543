import ArgumentParser
import Core
import Newsroom

/// `colophon dataset impact`.
struct DatasetImpact: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact",
    abstract: "Show what was made with examples: the requests, drafts, deliverables and listings.",
    discussion: """
      Everything that the piece's record has is followed, earlier visits of a stage too. A training \
      example is used where a request shows it to an engine; validation and test examples never are.
      """)

  @Argument(help: "The piece.")
  var piece: String

  @Argument(help: ArgumentHelp("Examples, by their ids or how these begin.", valueName: "example"))
  var examples: [String] = []

  @Flag(help: "Every example that is retracted.")
  var retracted = false

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard examples.isEmpty == retracted else {
      throw ValidationError("Name examples, or ask for all that are --retracted.")
    }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let report = try newsroom.impact(
      of: retracted ? nil : examples, in: newsroom.piece(piece))
    try options.output.answer(report) { ImpactText(options.output).text(of: report) }
  }
}
