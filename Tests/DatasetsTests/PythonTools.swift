import Foundation
import TestSupport
import Testing

/// The tools that datasets are made for, where they are installed: a Python virtual environment with
/// `datasets`, `trl`, `openai` and `mlcroissant` (its folder in `COLOPHON_VALIDATORS`, or
/// `.venv-validators` in the project).
enum PythonTools {
  static func absent(_ package: String) -> Comment {
    "\(package) is not installed here: .ci/setup validators"
  }

  private static let root: URL = {
    let named = ProcessInfo.processInfo.environment["COLOPHON_VALIDATORS"]
    return named.map { URL(filePath: $0) } ?? Corpus.projectRoot.appending(path: ".venv-validators")
  }()

  private static let python = root.appending(path: "bin/python").path

  static func has(_ package: String) -> Bool {
    let library = root.appending(path: "lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    return FileManager.default.isExecutableFile(atPath: python)
      && versions.contains { version in
        let path = library.appending(path: "\(version)/site-packages/\(package)").path
        return FileManager.default.fileExists(atPath: path)
      }
  }

  /// What a script says that writes one JSON value, run without a network; `home` is where the tools
  /// may keep what they make.
  static func run<Answer: Decodable>(
    _ script: String, _ arguments: [String], home: URL, _ type: Answer.Type
  ) throws -> Answer {
    let answer = home.appending(path: "answer.json")
    let ended = try ChildProcess(
      python, ["-c", script, answer.path] + arguments,
      environment: [
        "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": home.path,
        "HF_HUB_DISABLE_TELEMETRY": "1", "XDG_CACHE_HOME": home.path,
      ]
    ).end()
    try #require(ended.code == 0, "\(ended.errors.suffix(2_000))")
    return try JSONDecoder().decode(type, from: Data(contentsOf: answer))
  }
}
