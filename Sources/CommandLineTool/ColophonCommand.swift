import ArgumentParser

/// `colophon`.
struct ColophonCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "colophon",
    abstract:
      "Take pieces of content from a brief to a version of record, on files a team keeps in Git.",
    discussion: """
      A desk is a folder with colophon.yml. A piece goes through eight stages: UseCasePrompt, \
      UXDesignDocs, PromptDatasets, ChatGPTAPIScripts, RawDesigns, ProductionRequest, \
      MediaMarketplace, PublisherEditorial. `colophon run` does the machine's work and stops where \
      a person must decide.

      \(ExitCodes.help)
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: "Begin", subcommands: [Init.self, New.self]),
      CommandGroup(
        name: "Work", subcommands: [Run.self, Submit.self, Select.self, Publish.self]),
      CommandGroup(
        name: "Decide",
        subcommands: [
          Approve.self, SendBack.self, Hold.self, Resume.self, Decline.self, Withdraw.self,
        ]),
      CommandGroup(
        name: "Look", subcommands: [Status.self, Show.self, Log.self, Trace.self, Verify.self]),
      CommandGroup(name: "Documents", subcommands: [DocumentGroup.self]),
      CommandGroup(name: "Datasets", subcommands: [DatasetGroup.self, TokensGroup.self]),
      CommandGroup(name: "Scripts", subcommands: [ScriptGroup.self, LedgerVerb.self]),
      CommandGroup(name: "Drafts", subcommands: [DraftGroup.self]),
      CommandGroup(name: "Models", subcommands: [ModelGroup.self, GatewayVerb.self]),
    ])
}
