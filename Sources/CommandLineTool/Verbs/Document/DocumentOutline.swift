import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document outline`.
struct DocumentOutline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outline", abstract: "Show documents' headings, indented, with their lines.")

  @OptionGroup var options: DocumentOptions

  /// One heading.
  private struct Heading: Encodable {
    var level: Int
    var text: String
    /// The file it stands in: a chapter's own, not the book's.
    var file: String
    var line: Int
  }

  private struct Outline: Encodable {
    var file: String
    var title: String
    var headings: [Heading]
  }

  func run() async throws {
    let entries = try await options.read()
    let outlines = entries.filter { $0.partOf == nil }.compactMap { entry in
      entry.document.map { document in
        Outline(
          file: entry.file, title: document.title,
          headings: document.nodes.filter { $0.kind == .section && $0.isSaid }.map {
            Heading(
              level: $0.level ?? 1, text: $0.text, file: entry.file(of: $0), line: $0.line)
          })
      }
    }
    let output = options.output
    try output.answer(outlines) {
      outlines.map { outline in
        let lines = outline.headings.map { heading in
          String(repeating: "  ", count: heading.level) + heading.text
            + output.styled(
              "  \(heading.file == outline.file ? "" : heading.file):\(heading.line)", .dim)
        }
        return
          ([output.styled(outline.title, .bold) + "  " + outline.file] + lines)
          .joined(separator: "\n")
      }.joined(separator: "\n\n")
    }
    let unread = entries.filter(\.isUnread)
    output.talk(unread.flatMap(\.findings))
    if !unread.isEmpty { throw ExitCodes.findings }
  }
}
