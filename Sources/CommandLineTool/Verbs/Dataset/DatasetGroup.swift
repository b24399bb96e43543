import ArgumentParser

/// `colophon dataset`: prompt datasets, of a piece or of any folder of documents.
struct DatasetGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset",
    abstract: "Build, check and review prompt datasets, in a desk or outside of any.",
    subcommands: [DatasetBuild.self, DatasetStats.self, DatasetReportPage.self])
}
