import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document wording`.
struct DocumentWording: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wording",
    abstract: "Find controls that documents name in different words.",
    discussion: """
      Give it what belongs to one product: its design, its string tables, its help texts. Ends with 0 \
      where every control has one name, with 1 where one has several.
      """)

  @OptionGroup var options: DocumentOptions

  @Option(
    help: "A YAML file of words that mean the same, in place of the built-in one.",
    completion: .file(extensions: ["yml", "yaml"]))
  var words: String?

  @Flag(help: "Print every place, not the first three of each wording.")
  var places = false

  func run() async throws {
    let entries = try await options.read()
    let report = try DocumentShelf.wording(of: entries, words: words)
    let output = options.output
    try output.answer(report) {
      let blocks = report.entries.enumerated().map { text($1, number: $0 + 1, output) }
      return (blocks + [sum(of: report)]).joined(separator: "\n\n")
    }
    let unread = entries.filter(\.isUnread)
    output.talk(unread.flatMap(\.findings) + (options.printing.json ? [] : report.findings))
    if !report.entries.isEmpty || !unread.isEmpty { throw ExitCodes.findings }
  }

  private func text(
    _ entry: WordingReport.Entry, number: Int, _ output: Output
  ) -> String {
    let names = entry.wordings.map { "\(output.styled("“\($0.text)”", .bold)) ×\($0.count)" }
    var lines = ["\(number). \(names.joined(separator: ", "))"]
    lines += entry.reasons.map { "   \($0)" }
    for wording in entry.wordings {
      let shown = places ? wording.places : Array(wording.places.prefix(3))
      for place in shown {
        lines.append("   “\(wording.text)”  " + output.styled(Self.text(of: place), .dim))
      }
      if wording.count > shown.count {
        lines.append("   “\(wording.text)”  and \(wording.count - shown.count) more")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func text(of place: WordingReport.Place) -> String {
    let part = place.part.map { "!\($0)" } ?? ""
    let column = place.column.map { ":\($0)" } ?? ""
    let role = place.role.map { " \($0)" } ?? ""
    let key = place.key.map { " [\($0)]" } ?? ""
    return "\(place.document)\(part):\(place.line)\(column)\(role)\(key)"
  }

  private func sum(of report: WordingReport) -> String {
    let controls =
      report.entries.count == 1 ? "1 control has" : "\(report.entries.count) controls have"
    return "\(report.strings.counted("UI string")) in \(report.documents.counted("document")): "
      + (report.entries.isEmpty ? "every control has one name." : "\(controls) several names.")
  }
}
