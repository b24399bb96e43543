import ArgumentParser
import Core
import Datasets
import FoundationEssentials
import Newsroom

/// `colophon dataset review`.
struct DatasetReview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Read examples of a dataset, and accept, edit, reject or retract them.",
    discussion: """
      Without a verdict it prints the examples, or the next that nobody reviewed: --next. Each review \
      is a file of its own below reviews/, so that two people's merge in Git; the dataset takes them \
      in when it is built again. --edit FILE: the text of the file (Markdown, as the answer is) is the \
      answer from then on, in place of the last message; what was asked stays.

      --retract is for an example that may be used no more, such as one whose licence turned out \
      otherwise: of a piece, it also says what was made with it, as `colophon dataset impact` does.
      """)

  @Argument(
    help: ArgumentHelp(
      "The piece, unless --in names a folder; then examples, by their ids or how these begin.",
      valueName: "name"))
  var names: [String] = []

  @Option(name: .customLong("in"), help: ArgumentHelp("A dataset's folder.", valueName: "folder"))
  var folder: String?

  @OptionGroup var said: ReviewOptions

  @Option(
    help: ArgumentHelp("Print so many of the examples that nobody reviewed.", valueName: "number"))
  var next: Int?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard folder != nil || !names.isEmpty else {
      throw ValidationError("Name a piece, or a dataset's folder with --in.")
    }
    if let next, next < 1 { throw ValidationError("--next takes a number from 1.") }
    let isReading = try said.proposal({ _ in "" }) == nil
    guard next == nil || (isReading && examples.isEmpty) else {
      throw ValidationError("--next is for reading: it takes no example and no verdict.")
    }
    guard next != nil || !examples.isEmpty else {
      throw ValidationError("Name the example, or ask for the next ones: --next 1")
    }
  }

  private var examples: [String] { folder == nil ? Array(names.dropFirst()) : names }

  func run() async throws {
    guard let proposal = try said.proposal(Self.text(of:)) else { return try read() }
    let outcome: ReviewOutcome
    if let folder {
      let reviewer = options.actor ?? CommandLineTool.environment["COLOPHON_AS"]
      guard let reviewer, !reviewer.isEmpty else {
        throw NewsroomError(
          .usage, "it is not said who reviews", remedy: "Add --as NAME, or set COLOPHON_AS.")
      }
      outcome = try shelf(folder).review(examples, proposal, by: reviewer)
    } else {
      let newsroom = try options.newsroom()
      outcome = try await newsroom.review(
        examples, of: newsroom.piece(names[0]), proposal, as: options.worker(in: newsroom))
    }
    try options.output.answer(outcome) { ReviewText(options.output).text(of: outcome) }
  }

  private func read() throws {
    let reviewed: ReviewedDataset
    if let folder {
      reviewed = try shelf(folder).reviewed()
    } else {
      let newsroom = try options.newsroom()
      reviewed = try newsroom.reviewedDataset(of: newsroom.piece(names[0]), naming: examples)
    }
    let ids =
      try next.map { Array(reviewed.unreviewed.prefix($0)) } ?? examples.map(reviewed.example)
    let found = ids.map { reviewed[$0] }
    let output = options.output
    try output.answer(found) {
      found.isEmpty
        ? "Every example has a review."
        : found.map { ReviewText(output).text(of: $0) }.joined(separator: "\n\n")
    }
  }

  private func shelf(_ folder: String) -> DatasetShelf {
    DatasetShelf(folder, world: CommandLineTool.world(progress: options.printing.progress))
  }

  /// The text of a file, in UTF-8.
  private static func text(of file: String) throws -> String {
    guard let data = try? Data(contentsOf: URL(filePath: file)) else {
      throw NewsroomError(
        .usage, "\(file) cannot be read", remedy: "Name a file with the answer's text.")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw NewsroomError(.usage, "\(file) is not UTF-8", remedy: "Save it as UTF-8.")
    }
    return text
  }
}
