import ArgumentParser
import Core
import Newsroom

/// `colophon model why`.
struct ModelWhy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say in a paragraph, with figures, why a version was chosen over the others.")

  @Argument(help: "The model.")
  var model: String

  @Argument(help: ArgumentHelp("The version: v1, v2 ...", valueName: "version"))
  var version: String

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let reasons = try options.newsroom().model(model).why(version)
    try options.output.answer(reasons) { reasons.text }
  }
}
