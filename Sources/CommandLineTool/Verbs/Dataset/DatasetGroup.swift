import ArgumentParser

/// `colophon dataset`: files of examples, in a desk or outside of any.
struct DatasetGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset",
    abstract: "Make, check and compare prompt datasets, in a desk or outside of any.",
    subcommands: [DatasetCheckCommand.self])
}
