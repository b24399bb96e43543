import ArgumentParser
import Core
import Newsroom

/// `colophon model promote`.
struct ModelPromote: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Make a version of a run that was measured, where the gate lets it pass.",
    discussion: """
      It is compared with the version before it, or with the base where it is the first, on a set that \
      both were measured on. Where the interval of the difference allows that it is worse, it is refused, \
      as it is on fewer than 20 prompts, or where one was not answered; --override lets it pass with a \
      person's reason. The decision is of an automationEngineer.
      """)

  @Argument(help: "The model.")
  var model: String

  @Argument(help: ArgumentHelp("A run, best, or server:NAME.", valueName: "subject"))
  var subject: String

  @Option(help: ArgumentHelp("Why it is promoted.", valueName: "text"))
  var reason: String?

  @Option(
    help: ArgumentHelp("Why it is to pass although the gate refuses it.", valueName: "text"))
  var override: String?

  @Option(help: ArgumentHelp("The set that decides.", valueName: "file"))
  var set: String?

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let version = try newsroom.model(model).promote(
      subject, reason: reason, override: override, on: set, as: options.worker(in: newsroom))
    try options.output.answer(version) {
      let override = version.gate.override.map { " It was let pass all the same: \($0.asSentence)" }
      let people = version.gate.people.map { " \($0)" }
      return """
        \(version.label): \(version.gate.reason.asSentence)\(override ?? "")\(people ?? "")
        Write its card: Models/\(version.label)/CARD.md. Deploy it: colophon model deploy \
        \(version.model) \(version.version) --alias NAME
        """
    }
  }
}
