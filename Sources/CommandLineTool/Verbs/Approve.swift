import ArgumentParser
import Core
import Newsroom

/// `colophon approve`.
struct Approve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Approve exactly what is submitted, in your role.")

  @Argument(help: "The piece.")
  var piece: String

  @Option(
    help: ArgumentHelp(
      "The digest you looked at: refused where other bytes are submitted by now.",
      valueName: "sha256"))
  var digest: String?

  @Option(help: ArgumentHelp("A word for the record.", valueName: "text"))
  var note = ""

  @Option(
    help: ArgumentHelp(
      "Why you approve your own work, or sign for two; shown on the listing for ever.",
      valueName: "reason"))
  var override: String?

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let outcome = try await newsroom.approve(
      newsroom.piece(piece), as: options.worker(in: newsroom), digest: digest, note: note,
      override: override)
    try options.output.answer(outcome) { outcome.text }
  }
}

extension DecisionOutcome {
  /// What the decision led to, for a person.
  var text: String {
    "\(decision) is on record: \(piece) is at \(stage.name), \(status.rawValue).\n\(turn.sentence)"
  }
}
