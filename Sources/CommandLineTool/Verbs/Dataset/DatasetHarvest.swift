import ArgumentParser
import Core
import Monitoring
import Newsroom

/// `colophon dataset harvest`.
struct DatasetHarvest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "harvest",
    abstract:
      "Make examples for a piece's next dataset of what clients said of the gateway's answers.",
    discussion: """
      An answer with thumbs up is learned as it is, a corrected one as it was corrected; without consent \
      nothing is taken, and nothing that the frozen test split has. The examples lie in PromptDatasets/\
      imported/harvest, where stage 3 takes them from when it runs again, the conversations behind them in \
      PromptDatasets/harvested. Harvested again, equal records give equal files; what somebody took consent \
      back for is gone from them, and what is no longer taken is said.
      """)

  @Argument(help: "The piece.")
  var piece: String

  @Option(
    help: ArgumentHelp(
      "How many days, today among them; without it all that are on record.", valueName: "number"))
  var days: Int?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard (1...3650).contains(days ?? 1) else {
      throw ValidationError("--days is a number from 1 to 3650.")
    }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let id = try newsroom.piece(piece)
    let outcome = try await newsroom.harvest(
      for: id, days: days, as: options.worker(in: newsroom))
    let output = options.output
    output.talk(outcome.findings)
    try output.answer(outcome) {
      """
      \(outcome.report.text)
      Written: \(outcome.files.joined(separator: ", ")).\(Self.dropped(outcome.dropped))
      Stage 3 takes them when it runs again: colophon run \(id), or, where the piece is beyond it, \
      colophon send-back PromptDatasets first.
      """
    }
  }

  /// What a former harvest had and this one has not.
  private static func dropped(_ calls: [String]) -> String {
    guard !calls.isEmpty else { return "" }
    let shown = calls.prefix(5).joined(separator: ", ") + (calls.count > 5 ? ", ..." : "")
    return
      "\nNo longer taken, as consent was taken back, or they are not among the days that were read: "
      + "\(calls.count.counted("call")) (\(shown))."
  }
}
