import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document diff`.
struct DocumentDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changed from one document to another, block by block and word by word.",
    discussion: """
      Markup is no part of it: two documents in different formats can be compared. Ends with 0 where \
      nothing differs, with 1 where something does.
      """)

  @Argument(help: "The old document, or a folder of them.", completion: .file())
  var old: String

  @Argument(help: "The new document, or folder.", completion: .file())
  var new: String

  @OptionGroup var changes: ReadingOption

  @Option(
    name: .customLong("profile"),
    help: ArgumentHelp("A profile of your own, or a folder of them.", valueName: "path"))
  var profiles: [String] = []

  @OptionGroup var options: PrintOptions

  func run() async throws {
    let output = options.output
    let shelves = try await ShelfComparison(
      from: old, to: new, reading: changes.reading, profiles: profiles, progress: options.progress)
    try output.answer(shelves) {
      shelves.pairs.compactMap { pair in
        let isAlone = shelves.pairs.count == 1
        guard isAlone || !pair.isEqual else { return nil }
        return ComparisonText(pair, output).text
      }.joined(separator: "\n\n") + Self.equalSum(shelves)
    }
    output.talk(shelves.pairs.flatMap(\.findings))
    if !shelves.isEqual { throw ExitCodes.findings }
  }

  private static func equalSum(_ shelves: ShelfComparison) -> String {
    guard shelves.pairs.count != 1 else { return "" }
    let equal = shelves.pairs.count(where: \.isEqual)
    let sum = "\(equal) of \(shelves.pairs.count) documents are equal."
    return shelves.isEqual ? sum : "\n\n\(sum)"
  }
}
