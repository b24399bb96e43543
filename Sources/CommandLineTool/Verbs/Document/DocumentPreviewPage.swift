import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document preview`.
struct DocumentPreviewPage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Print a page that shows what was read from a document, with comments and changes.",
    discussion: """
      The page is made of the words alone: nothing of the document can run, load or lead anywhere. \
      For example: colophon document preview brief.docx > brief.html
      """)

  @Argument(help: "The document.", completion: .file())
  var file: String

  @Option(
    name: .customLong("profile"),
    help: ArgumentHelp("A profile of your own, or a folder of them.", valueName: "path"))
  var profiles: [String] = []

  func run() async throws {
    let shelf = try DocumentShelf([file], profiles: profiles)
    guard !shelf.isFolder else {
      throw NewsroomError(
        .usage, "\(file) is a folder, and a preview shows one document",
        remedy: "Name a file of it.")
    }
    let entries = try await shelf.read { _ in }
    let output = Output(isJSON: false, isQuiet: false, isPlain: false)
    for entry in entries {
      guard let document = entry.document else {
        output.talk(entry.findings)
        throw ExitCodes.findings
      }
      output.raw(try DocumentShelf.preview(of: document, file: entry.file))
    }
  }
}
