import ArgumentParser

/// `colophon tokens`: how many tokens a text is to a chat model.
struct TokensGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Count the tokens of texts as chat models do, in a desk or outside of any.",
    subcommands: [TokensCount.self, TokensInstall.self])
}
