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

  @Argument(help: "The document.")
  var file: String

  func run() async throws {
    let entries = try await DocumentShelf([file]).read { _ in }
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
