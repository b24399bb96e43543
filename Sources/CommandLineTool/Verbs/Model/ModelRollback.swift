import ArgumentParser
import Core
import Newsroom

/// `colophon model rollback`.
struct ModelRollback: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Let an alias stand again for what it stood for before its last deployment.",
    discussion: "Repeated, it goes back one deployment further.")

  @Argument(help: "The alias.")
  var alias: String

  @Option(help: ArgumentHelp("Why, for the alias's history.", valueName: "text"))
  var reason: String?

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let alias = try newsroom.rollback(
      alias, reason: reason, by: options.worker(in: newsroom))
    try options.output.answer(alias) { "\(alias.alias): \(alias.summary)" }
  }
}
