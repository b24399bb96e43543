import ArgumentParser
import Core
import Newsroom

/// `colophon new`.
struct New: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start a piece: its folder and an empty brief.")

  @Argument(help: "The pipeline: a folder under Content/, made if it is not there.")
  var pipeline: String

  @Argument(help: "The piece's title.")
  var title: String

  @Option(help: ArgumentHelp("When it is due.", valueName: "YYYY-MM-DD"))
  var due: String?

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let piece = try await newsroom.newPiece(
      in: pipeline, title: title, due: due, as: options.worker(in: newsroom))
    try options.output.answer(["piece": piece.description]) {
      """
      Started \(piece).
      Next: write Content/\(piece)/UseCasePrompt/brief.md, put the design documents into
      Content/\(piece)/UXDesignDocs/sources, then: colophon run \(piece.folder)
      """
    }
  }
}
