import ArgumentParser
import Documents

/// `colophon document formats`.
struct DocumentFormats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the formats that documents are read from.")

  @OptionGroup var options: PrintOptions

  private struct Row: Encodable {
    var format: String
    var title: String
    var recognisedBy: String
    var read: String
  }

  func run() async throws {
    let output = options.output
    let rows = DocumentFormat.builtIn.map { format in
      Row(
        format: format.rawValue, title: format.guide.title,
        recognisedBy: format.guide.recognisedBy, read: format.guide.read)
    }
    try output.answer(rows) {
      rows.map { row in
        """
        \(output.styled(row.format, .bold))  \(row.title)
          known by: \(row.recognisedBy)
          read: \(row.read)
        """
      }.joined(separator: "\n")
    }
  }
}
