import ArgumentParser
import Core
import Newsroom

/// `colophon verify`.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hash everything again, and name what is damaged, missing, forged or outdated.")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let report = try options.newsroom().verify()
    let output = options.output
    output.talk(report.findings)
    try output.answer(report) {
      let looked =
        "\(report.pieces.counted("piece")), \(report.handOffs.counted("hand-off")), "
        + "\(report.objects.counted("stored artifact")), "
        + report.published.counted("published file")
      return report.findings.isEmpty
        ? output.styled("Verified: \(looked).", .green)
        : output.styled("\(report.findings.count.counted("finding")) in \(looked).", .red)
    }
    if report.isDamaged { throw ExitCodes.damaged }
    if !report.findings.isEmpty { throw ExitCodes.findings }
  }
}
