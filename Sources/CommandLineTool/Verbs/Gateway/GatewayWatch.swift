import ArgumentParser
import Core
import Formats
import Monitoring
import Newsroom

/// `colophon gateway watch`.
struct GatewayWatch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Say what the gateway's calls came to: latency, errors, cost, drift, regressions.",
    discussion: """
      Later days are held against the first seven, or against an evaluation set's prompts (--set). Chances \
      are adjusted for how often was looked, so that quiet traffic stays quiet. Exit code 1 says that \
      something moved. The page stands alone, and loads nothing.
      """)

  @Option(help: ArgumentHelp("How many days, today among them.", valueName: "number"))
  var days = 14

  @Option(help: ArgumentHelp("A file of chats to hold the traffic against.", valueName: "file"))
  var set: String?

  @Option(help: ArgumentHelp("Write the page into this file.", valueName: "file"))
  var page: String?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard (1...3650).contains(days) else {
      throw ValidationError("--days is a number from 1 to 3650.")
    }
  }

  private struct Answer: Encodable {
    var alarms: [TrafficAlarm]
    var findings: [Finding]
  }

  func run() async throws {
    let newsroom = try options.newsroom()
    let report = try newsroom.traffic(days: days, against: set)
    let output = options.output
    if let page { try PageFile(page).write(newsroom.trafficPage(report), output) }
    output.talk(report.findings + report.alarmFindings)
    try output.answer(Answer(alarms: report.alarms, findings: report.findings)) {
      text(of: report, output)
    }
    if !report.alarms.isEmpty { throw ExitCodes.findings }
  }

  private func text(of report: TrafficReport, _ output: Output) -> String {
    guard !report.rows.isEmpty else { return "No call is on record in these days." }
    var table = Table(
      "ALIAS", "ARM", "MODEL", "CALLS", "FAILED", "REFUSED", "P50", "P95", "UP", "DOWN", "COST")
    for row in report.rows {
      let figures = row.total
      let cost =
        figures.answered > figures.unpriced
        ? Figure.dollars(Double(figures.microdollars) / 1e6) : "-"
      table.add(
        row.served.alias, row.served.arm, row.served.model, "\(figures.calls)",
        "\(figures.failed)", "\(figures.refusals)", seconds(figures.seconds(0.5)),
        seconds(figures.seconds(0.95)), "\(figures.up)", "\(figures.down)", cost)
    }
    let quiet = report.alarms.isEmpty ? "Nothing moved beyond chance" : "What moved is said above"
    return "\(table.text(output))\n\n\(quiet), in \(report.looks.counted("comparison")) with "
      + "\(report.baseline)."
  }

  private func seconds(_ value: Double?) -> String { value.map { "\(Figure.text($0)) s" } ?? "-" }
}
