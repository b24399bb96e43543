import ArgumentParser
import Core
import Newsroom

/// `colophon model deploy`.
struct ModelDeploy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Let an alias stand for a version: the gateway asks it from then on.",
    discussion: """
      With --weight it gets so many calls in 100, as a canary or one side of an A/B test, and what stood \
      there keeps the rest. A gateway at work takes the change at once; calls under way end on what they \
      began with. Weights are checked against the digest that was promoted.
      """)

  @Argument(help: "The model.")
  var model: String

  @Argument(help: ArgumentHelp("The version: v1, v2 ...", valueName: "version"))
  var version: String

  @Option(help: ArgumentHelp("What clients and scripts ask for.", valueName: "name"))
  var alias: String

  @Option(
    help: ArgumentHelp(
      "A server of gateway.yml that has it; several are equal replicas.", valueName: "name"))
  var backend: [String] = []

  @Option(help: ArgumentHelp("Its share of the calls, in 100.", valueName: "number"))
  var weight: Double?

  @Option(help: ArgumentHelp("Why, for the alias's history.", valueName: "text"))
  var reason: String?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard weight.map({ $0 >= 0 && $0 <= 100 }) ?? true else {
      throw ValidationError("--weight is a number from 0 to 100.")
    }
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let alias = try newsroom.deploy(
      model, version, as: alias, on: backend, weight: weight, reason: reason,
      by: options.worker(in: newsroom))
    try options.output.answer(alias) { "\(alias.alias): \(alias.summary)" }
  }
}
