import ArgumentParser
import Core
import Newsroom

/// `colophon show`.
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a piece in full, or the bytes of one of its files as they are on record.")

  @Argument(help: "The piece.")
  var piece: String

  @Argument(help: "A file of its artifacts, a draft's id, or the beginning of a digest.")
  var file: String?

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let id = try newsroom.piece(piece)
    if let file {
      options.output.raw(try newsroom.bytes(of: file, in: id))
      return
    }
    let report = try newsroom.show(id)
    let output = options.output
    try output.answer(report) { text(report, output) }
  }

  private func text(_ report: PieceReport, _ output: Output) -> String {
    var lines = [
      output.styled(report.piece.title, .bold), "\(report.piece.id), owner \(report.piece.owner)",
      "",
    ]
    for line in report.stages {
      let mark = line.isAccepted ? "approved" : (line.manifest == nil ? "in progress" : "submitted")
      let signed = line.signedBy.isEmpty ? "" : " by \(line.signedBy.joined(separator: ", "))"
      let digest = line.manifest.map { " \($0.short)" } ?? ""
      lines.append("\(line.stage.rawValue) \(line.stage.name): \(mark)\(signed)\(digest)")
      for file in line.files.prefix(12) {
        let owner = line.partOf[file.path].map { ", read as part of \($0)" } ?? ""
        lines.append("    \(file.path) (\(file.size) bytes)\(owner)")
      }
      if line.files.count > 12 { lines.append("    ... and \(line.files.count - 12) more") }
      for reason in line.stale { lines.append(output.styled("    outdated: \(reason)", .yellow)) }
    }
    if !report.drafts.isEmpty, report.state.stage == .rawDesigns {
      lines.append("")
      var table = Table("DRAFT", "SCORE", "BECAUSE")
      for draft in report.drafts {
        let scores = draft.scores.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        table.add(draft.id, "\(draft.score)", scores.joined(separator: ", "))
      }
      lines.append(table.text(output))
      lines.append("Read one: colophon show \(report.piece.id.folder) <draft>")
    }
    lines.append("")
    lines.append(report.turn.sentence)
    return lines.joined(separator: "\n")
  }
}
