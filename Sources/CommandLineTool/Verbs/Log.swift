import ArgumentParser
import Core
import Newsroom

/// `colophon log`.
struct Log: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a piece's hand-offs: who decided what, when and why.")

  @Argument(help: "The piece.")
  var piece: String

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let newsroom = try options.newsroom()
    let handOffs = try newsroom.log(newsroom.piece(piece))
    let output = options.output
    try output.answer(handOffs) {
      var table = Table("WHEN", "WHO", "DECISION", "STAGE", "WHY")
      for handOff in handOffs {
        let codes = handOff.reasons.map(\.rawValue).joined(separator: ", ")
        let override = handOff.override.map { "override: \($0.reason)" } ?? ""
        table.add(
          String(handOff.at.prefix(19)), handOff.actor.name, handOff.decision.name,
          handOff.fromStage.name,
          [codes, handOff.note, override].filter { !$0.isEmpty }.joined(separator: "; "))
      }
      return table.text(output)
    }
  }
}
