import ArgumentParser
import Core
import Documents

/// `colophon document notices`.
struct DocumentNotices: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notices",
    abstract: "List what documents are checked for: how much it matters, and the way out.")

  @Argument(help: "The rules to explain; all of them where none is named.")
  var rules: [String] = []

  @OptionGroup var options: PrintOptions

  private struct Row: Encodable {
    var rule: String
    var severity: Finding.Severity
    var isBlocking: Bool
    var meaning: String
    var remedy: String
  }

  mutating func validate() throws {
    for rule in rules where NoticeRule(id: rule) == nil {
      throw ValidationError("'\(rule)' is no rule; `colophon document notices` lists them.")
    }
  }

  func run() async throws {
    let output = options.output
    let wanted = rules.isEmpty ? NoticeRule.all : rules.compactMap(NoticeRule.init(id:))
    let rows = wanted.map { rule in
      Row(
        rule: rule.id, severity: rule.severity, isBlocking: rule.isBlocking,
        meaning: rule.meaning, remedy: rule.remedy)
    }
    try output.answer(rows) {
      rows.map { row in
        """
        \(output.styled(row.rule, .bold))  \(row.severity.rawValue)
          \(row.meaning)
          \(row.remedy)
        """
      }.joined(separator: "\n")
    }
  }
}
