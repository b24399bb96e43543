import Foundation

/// `embed-desk ROOT OUTPUT PATH...`: writes a Swift file that carries the bytes of the named files.
@main
enum EmbedDesk {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let root = arguments.first, let output = arguments.dropFirst().first else {
      stop("embed-desk ROOT OUTPUT PATH...: the package's root, the Swift file to write, the files")
    }
    do {
      let text = try source(of: arguments.dropFirst(2), in: URL(filePath: root))
      try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
    } catch {
      stop("embed-desk: \(error)")
    }
  }

  /// The Swift source: one literal a file, in Base64, so that any bytes are safe in it.
  private static func source(of paths: some Sequence<String>, in root: URL) throws -> String {
    var lines = [
      "enum EmbeddedDesk {",
      "  static let files: [(path: String, base64: String)] = [",
    ]
    for path in paths {
      let bytes = try Data(contentsOf: root.appending(path: path))
      lines.append("    (\(path.debugDescription), \"\(bytes.base64EncodedString())\"),")
    }
    return (lines + ["  ]", "}", ""]).joined(separator: "\n")
  }

  private static func stop(_ message: String) -> Never {
    FileHandle.standardError.write(Data("\(message)\n".utf8))
    exit(1)
  }
}
