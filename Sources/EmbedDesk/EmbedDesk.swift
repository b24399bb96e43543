import Foundation

/// `embed-desk NAME ROOT OUTPUT PATH...`: writes a Swift file whose enumeration NAME carries the bytes of the
/// named files.
@main
enum EmbedDesk {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let name = arguments.first, let root = arguments.dropFirst().first,
      let output = arguments.dropFirst(2).first
    else {
      stop(
        "embed-desk NAME ROOT OUTPUT PATH...: the enumeration, the package's root, the Swift file to "
          + "write, the files")
    }
    do {
      let text = try source(name, of: arguments.dropFirst(3), in: URL(filePath: root))
      try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
    } catch {
      stop("embed-desk: \(error)")
    }
  }

  /// The Swift source: one literal a file, in Base64, so that any bytes are safe in it.
  private static func source(
    _ name: String, of paths: some Sequence<String>, in root: URL
  ) throws -> String {
    var lines = [
      "enum \(name) {",
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
