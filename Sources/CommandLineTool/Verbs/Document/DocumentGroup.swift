import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document`: documents read, compared and checked where they lie, without a desk.
struct DocumentGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document",
    abstract: "Read, check and compare design documents, in a desk or outside of any.",
    subcommands: [
      DocumentRead.self, DocumentOutline.self, DocumentText.self, DocumentPreviewPage.self,
      DocumentDiff.self, DocumentCheck.self, DocumentWording.self, DocumentNotices.self,
      DocumentFormats.self, DocumentProfile.self,
    ])
}
