import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document check`.
struct DocumentCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Name what is wrong with documents: where, what, and the way out; errors first.")

  @OptionGroup var options: DocumentOptions

  func run() async throws {
    let entries = try await options.read()
    let findings = entries.flatMap(\.findings).enumerated().sorted { left, right in
      (right.element.severity, left.offset) < (left.element.severity, right.offset)
    }.map(\.element)
    let errors = findings.count(where: \.isBlocking)
    try options.output.answer(findings) {
      let sum =
        "\(entries.count.counted("document")), \(errors.counted("error")), "
        + "\((findings.count - errors).counted("other notice"))."
      return (findings.map(\.description) + [sum]).joined(separator: "\n")
    }
    if errors > 0 { throw ExitCodes.findings }
  }
}
