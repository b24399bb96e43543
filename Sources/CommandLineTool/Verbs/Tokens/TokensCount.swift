import ArgumentParser
import Core
import Datasets
import Formats
import FoundationEssentials
import Newsroom

/// `colophon tokens count`.
struct TokensCount: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count",
    abstract: "Count the tokens of files.",
    discussion: """
      The count is tiktoken's, where the encoding's ranks are installed (colophon tokens install). \
      Without them it is an estimate, and says so.
      """)

  @Argument(help: ArgumentHelp("The files, in UTF-8.", valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The encoding: \(TokenEncoding.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "name"),
    transform: Self.encoding(named:))
  var encoding = TokenEncoding.o200k

  @OptionGroup var printing: PrintOptions

  /// The answer.
  private struct Answer: Encodable {
    struct File: Encodable {
      var path: String
      var bytes: Int
      var tokens: Int
    }
    var encoding: TokenEncoding
    var isEstimate: Bool
    var files: [File] = []
    var total = 0
  }

  func run() async throws {
    var counter = try TokenShelf(environment: CommandLineTool.environment).counter(for: encoding)
    var answer = Answer(encoding: encoding, isEstimate: counter.isEstimate)
    for path in files {
      let data = try read(path)
      let tokens = counter.count(String(decoding: data, as: UTF8.self))
      answer.files.append(.init(path: path, bytes: data.count, tokens: tokens))
      answer.total += tokens
    }
    try printing.output.answer(answer) { text(answer) }
    if answer.isEstimate {
      printing.output.note(
        "The counts are estimates: the ranks of \(encoding.rawValue) are not installed.\n"
          + "  Install them once: colophon tokens install.")
    }
  }

  private static func encoding(named name: String) throws -> TokenEncoding {
    guard let encoding = TokenEncoding(rawValue: name) else {
      let names = TokenEncoding.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no encoding '\(name)'; there are \(names).")
    }
    return encoding
  }

  private func read(_ path: String) throws -> Data {
    do {
      return try Data(contentsOf: URL(filePath: path))
    } catch {
      throw NewsroomError(.usage, "\(path) cannot be read", remedy: "Name a file that is there.")
    }
  }

  private func text(_ answer: Answer) -> String {
    let sign = answer.isEstimate ? "about " : ""
    var table = Table("tokens", "bytes", "file")
    for file in answer.files { table.add("\(sign)\(file.tokens)", "\(file.bytes)", file.path) }
    let sum = "\(sign)\(answer.total.counted("token")) in \(answer.encoding.rawValue)."
    return table.text(printing.output) + "\n" + sum
  }
}
