import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document profile`: the data that says what a vocabulary's elements are.
struct DocumentProfile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Check the profiles that describe XML vocabularies of your own.",
    subcommands: [Check.self])

  /// `colophon document profile check`.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Name what is wrong with profiles: file, line, column, and the way out.",
      discussion: """
        A desk's profiles are the files Templates/profiles/NAME.yml. One whose format is built in \
        takes the place of the built-in profile.
        """)

    @OptionGroup var options: DocumentOptions

    func run() async throws {
      let findings = try DocumentShelf.checkProfiles(options.files)
      try options.output.answer(findings) {
        let sum = "\(options.files.count.counted("profile")), \(findings.count.counted("notice"))."
        return (findings.map(\.description) + [sum]).joined(separator: "\n")
      }
      if findings.contains(where: \.isBlocking) { throw ExitCodes.findings }
    }
  }
}
