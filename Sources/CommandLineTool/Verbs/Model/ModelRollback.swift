import ArgumentParser
import Core
import Newsroom

/// `colophon model rollback`.
struct ModelRollback: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Let an alias stand again for what it stood for before its last deployment.",
    discussion: """
      Repeated, it goes back one deployment further. Weights are checked against the digest that was \
      promoted, as a deployment does; --force is for emergencies.
      """)

  @Argument(help: "The alias.")
  var alias: String

  @Option(help: ArgumentHelp("Why, for the alias's history.", valueName: "text"))
  var reason: String?

  @Flag(help: "Go back although the weights are not here, or not what was promoted.")
  var force = false

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let alias = try newsroom.rollback(
      alias, reason: reason, isForced: force, by: options.worker(in: newsroom))
    try options.output.answer(alias) { "\(alias.alias): \(alias.summary)" }
  }
}
