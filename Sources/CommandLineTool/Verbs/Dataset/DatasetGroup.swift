import ArgumentParser

/// `colophon dataset`: prompt datasets, of a piece or in a folder.
struct DatasetGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset",
    abstract: "Work with prompt datasets, in a desk or outside of any.",
    subcommands: [DatasetExportVerb.self, DatasetImportVerb.self])
}
