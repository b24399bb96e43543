import ArgumentParser
import Documents

/// `colophon document formats`.
struct DocumentFormats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the formats that documents are read from.")

  @Argument(help: "The formats to explain; all of them where none is named.")
  var formats: [String] = []

  @OptionGroup var options: PrintOptions

  private struct Row: Encodable {
    var format: String
    var title: String
    var recognisedBy: String
    var read: String
  }

  mutating func validate() throws {
    for name in formats where !DocumentFormat.builtIn.contains(where: { $0.rawValue == name }) {
      throw ValidationError(
        "'\(name)' is no built-in format; `colophon document formats` lists them.")
    }
  }

  func run() async throws {
    let output = options.output
    let wanted = DocumentFormat.builtIn.filter { formats.isEmpty || formats.contains($0.rawValue) }
    let rows = wanted.map { format in
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
