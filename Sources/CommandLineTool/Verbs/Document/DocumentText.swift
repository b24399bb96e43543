import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document text`.
struct DocumentText: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text",
    abstract: "Print documents' text, with their tracked changes read one way.",
    discussion: """
      Comments are never part of the text. 'marked' writes changes as CriticMarkup does: \
      {++inserted++} and {--deleted--}.
      """)

  @OptionGroup var options: DocumentOptions

  @OptionGroup var changes: ReadingOption

  private struct Report: Encodable {
    var file: String
    var reading: Reading
    var text: String
  }

  func run() async throws {
    let entries = try await options.read()
    let texts = entries.filter { $0.partOf == nil }.compactMap { entry in
      entry.document.map {
        Report(file: entry.file, reading: changes.reading, text: $0.text(changes.reading))
      }
    }
    try options.output.answer(texts) {
      texts.map(\.text).joined(separator: "\n").trimmedEnd
    }
    let unread = entries.filter(\.isUnread)
    options.output.talk(unread.flatMap(\.findings))
    if !unread.isEmpty { throw ExitCodes.findings }
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}
