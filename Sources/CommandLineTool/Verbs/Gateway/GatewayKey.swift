import ArgumentParser
import Core
import Gateway

/// `colophon gateway key`.
struct GatewayKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make a key for a client: shown once, and kept nowhere.")

  @OptionGroup var printing: PrintOptions

  private struct Made: Encodable {
    var secret: String
    var digest: Digest
  }

  func run() async throws {
    let key = ClientKey.make()
    try printing.output.answer(Made(secret: key.secret, digest: key.digest)) {
      "The client's key:       \(key.secret)\nIts digest, for `key`:  \(key.digest)"
    }
  }
}
