import Core
import Newsroom

/// What was made with examples, as a person reads it: from the dataset on.
struct ImpactText {
  private let output: Output

  init(_ output: Output) { self.output = output }

  func text(of report: ImpactReport) -> String {
    guard !report.examples.isEmpty else { return "No example of \(report.piece) is retracted." }
    var lines = part(
      "Datasets",
      report.datasets.map {
        "\(day($0.at))  \($0.dataset.short)  \($0.example) in \($0.split.rawValue)"
          + ($0.isAccepted ? ", approved" : "")
      })
    lines += part(
      "Requests",
      report.requests.map {
        let shown =
          $0.isRecorded
          ? "shows \($0.examples.joined(separator: ", "))"
          : "made by a version that did not record which examples it shows"
        return "\(day($0.at))  \($0.script.short)  \($0.request): \(shown)"
      })
    lines += part(
      "Drafts",
      report.drafts.map {
        "\(day($0.at))  \($0.drafts.short)  \($0.draft)" + ($0.isSelected ? ", chosen" : "")
      })
    lines += part(
      "Deliverables",
      report.deliverables.map { "\(day($0.at))  \($0.production.short)  \($0.deliverable)" })
    lines += part(
      "Listings",
      report.listings.map {
        "\(day($0.at))  \($0.folder): \($0.deliverables.joined(separator: ", "))"
          + ($0.isListed ? "" : ", never approved")
      })
    return (lines + [sum(of: report)]).joined(separator: "\n")
  }

  private func part(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : [output.styled(title, .bold)] + lines.map { "  \($0)" }
  }

  private func sum(of report: ImpactReport) -> String {
    let named = report.examples.count.counted("example")
    guard !report.datasets.isEmpty else {
      return "\(named): in no dataset that \(report.piece) has put forward."
    }
    guard !report.isEmpty else { return "\(named): no request showed any of them." }
    return [
      "\(named): \(report.requests.count.counted("request"))",
      report.drafts.count.counted("draft"), report.deliverables.count.counted("deliverable"),
      "\(report.listings.count.counted("listing")).",
    ].joined(separator: ", ")
  }

  private func day(_ time: String) -> String { String(time.prefix(10)) }
}
