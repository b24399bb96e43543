import ArgumentParser
import Core
import Newsroom

/// A dataset, as a command names it: a folder with one, or a piece of the desk.
struct DatasetArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A dataset's folder, or a piece of the desk.", valueName: "dataset"))
  var dataset: String

  @OptionGroup var options: GlobalOptions

  /// Its files.
  func files() throws -> DatasetFiles {
    if let files = try? DatasetFiles(folder: dataset) { return files }
    let newsroom: Newsroom
    let piece: String
    do {
      newsroom = try options.newsroom()
      piece = try newsroom.piece(dataset).description
    } catch {
      // Neither: of the two, a path is what most would have meant.
      return try DatasetFiles(folder: dataset)
    }
    return try DatasetFiles(of: newsroom.piece(piece), in: newsroom)
  }
}
