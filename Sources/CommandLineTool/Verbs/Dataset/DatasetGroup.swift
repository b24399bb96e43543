import ArgumentParser

/// `colophon dataset`: prompt datasets, of a piece or of any folder of documents.
struct DatasetGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset",
    abstract: "Make, check, review and compare prompt datasets, in a desk or outside of any.",
    subcommands: [
      DatasetBuild.self, DatasetCheckCommand.self, DatasetReview.self, DatasetDiff.self,
      DatasetImpact.self, DatasetStats.self, DatasetReportPage.self,
      DatasetExportVerb.self, DatasetImportVerb.self, DatasetHarvest.self,
    ])
}
