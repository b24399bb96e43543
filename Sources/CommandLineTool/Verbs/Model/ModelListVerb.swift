import ArgumentParser
import Core
import Newsroom

/// `colophon model list`.
struct ModelListVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the desk's models, the bases in Bases/, and what servers offer.",
    discussion: """
      With --backend, a server of gateway.yml is asked what it offers; windows and prices (dollars for a \
      million tokens) come from the dated table Templates/prices.yml, and a model that stops answering \
      within 180 days is said to.
      """)

  @Option(help: ArgumentHelp("A server of gateway.yml to ask.", valueName: "name"))
  var backend: [String] = []

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let list = try await options.newsroom().modelList(asking: backend)
    let output = options.output
    output.talk(list.findings)
    try output.answer(list) { ModelText(output).text(of: list) }
  }
}
