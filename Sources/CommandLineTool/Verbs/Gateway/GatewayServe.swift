import ArgumentParser
import Core
import Gateway
import Newsroom

/// `colophon gateway serve`: what `colophon gateway` does.
struct GatewayServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve until Ctrl-C (the default).")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let output = options.output
    Interruption.watch(output)
    let serving = try GatewayDesk(newsroom, environment: CommandLineTool.environment)
    try await serving.run { news in
      switch news {
      case .ready(let address): output.note("The gateway answers at \(address). Ctrl-C ends it.")
      case .reloaded(let summary): output.note("Taken: \(summary).")
      case .refused(let error): output.note("\(error)")
      case .notRecorded(let message): output.note(message)
      }
    }
  }
}
