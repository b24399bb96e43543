import ArgumentParser
import Core
import Gateway
import Newsroom

/// `colophon gateway`.
struct GatewayVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateway",
    abstract: "Serve the desk's aliases to chatbots and scripts, as an OpenAI-compatible endpoint.",
    discussion: """
      gateway.yml says which servers there are and who may ask:

        listen: {port: 8080}
        backends:
          - {name: local, url: http://127.0.0.1:8000/v1}   # no model: for what is deployed there
        clients:
          - {name: chatbot, key: 64 digits, aliases: [house-voice]}

      `colophon gateway key` makes a client's key, and the digits for the file. What aliases stand for is \
      said by `colophon model deploy`, or in gateway.yml. A changed file or deployment is taken while calls \
      go on. Each call is put on record in Gateway/calls/, with personal data redacted. Ctrl-C lets end what \
      is under way.
      """,
    subcommands: [GatewayServe.self, GatewayKey.self, GatewayWatch.self],
    defaultSubcommand: GatewayServe.self)
}
