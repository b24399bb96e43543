import Datasets
import Foundation
import TestSupport
import Testing

/// tiktoken, where it is installed: in the validators' Python environment (its folder in
/// `COLOPHON_VALIDATORS`, or `.venv-validators` in the project), with the rank files that the wheel of
/// llama-index-core carries.
enum Tiktoken {
  static let absent: Comment = "tiktoken is not installed here: .ci/setup validators"
  static let isInstalled = python != nil && ranksFolder != nil

  private static let root: URL = {
    let named = ProcessInfo.processInfo.environment["COLOPHON_VALIDATORS"]
    return named.map { URL(filePath: $0) } ?? Corpus.projectRoot.appending(path: ".venv-validators")
  }()

  private static let packages: URL? = {
    let library = root.appending(path: "lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    return versions.sorted().map { library.appending(path: "\($0)/site-packages") }
      .first { FileManager.default.fileExists(atPath: $0.appending(path: "tiktoken").path) }
  }()

  private static let python: String? = {
    let program = root.appending(path: "bin/python").path
    return packages != nil && FileManager.default.isExecutableFile(atPath: program) ? program : nil
  }()

  private static let ranksFolder: URL? = {
    let folder = packages?.appending(path: "llama_index/core/_static/tiktoken_cache")
    return folder.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
  }()

  static func ranksFile(_ encoding: TokenEncoding) throws -> URL {
    try #require(ranksFolder).appending(path: encoding.cachedName)
  }

  static func ranks(_ encoding: TokenEncoding) throws -> TokenRanks {
    try TokenRanks(
      Data(contentsOf: ranksFile(encoding)), for: encoding, display: encoding.cachedName)
  }

  /// What tiktoken makes of texts.
  static func tokens(
    of texts: [String], in encoding: TokenEncoding
  ) async throws -> [[UInt32]] {
    try await withTemporaryFolder { folder in
      let input = folder.appending(path: "texts")
      let output = folder.appending(path: "tokens")
      // No text of the tests has a NUL in it.
      try Data(texts.joined(separator: "\0").utf8).write(to: input)
      try run(encodeTexts, [encoding.rawValue, input.path, output.path])
      var numbers = numbers(try Data(contentsOf: output))[...]
      var tokens: [[UInt32]] = []
      while let count = numbers.popFirst() {
        tokens.append(Array(numbers.prefix(Int(count))))
        numbers = numbers.dropFirst(Int(count))
      }
      return tokens
    }
  }

  private static func run(_ script: String, _ arguments: [String]) throws {
    let ended = try ChildProcess(
      #require(python), ["-c", script] + arguments,
      environment: ["TIKTOKEN_CACHE_DIR": #require(ranksFolder).path]
    ).end()
    try #require(ended.code == 0, "\(ended.errors)")
  }

  private static func numbers(_ data: Data) -> [UInt32] {
    data.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self) }
    }
  }

  private static let encodeTexts = """
    import array, sys, tiktoken
    encoding = tiktoken.get_encoding(sys.argv[1])
    out = array.array("I")
    for text in open(sys.argv[2], "rb").read().split(b"\\0"):
        tokens = encoding.encode_ordinary(text.decode())
        out.append(len(tokens))
        out.extend(tokens)
    open(sys.argv[3], "wb").write(out.tobytes())
    """
}
